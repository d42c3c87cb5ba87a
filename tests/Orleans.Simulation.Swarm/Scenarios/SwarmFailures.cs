namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>What fails besides single chips, and what a failure costs. Times in microseconds.</summary>
/// <param name="Detection">Until it is noticed.</param>
/// <param name="Repair">How long a repair of a chip takes.</param>
/// <param name="Restart">Until an interrupted job works on, whatever its size.</param>
/// <param name="CheckpointInterval">Work of jobs between two checkpoints; zero: none. Without meaning where a rule gives it.</param>
/// <param name="MaxRestarts">Of a job; null: no limit.</param>
internal sealed record SwarmFailures(
    long Detection, SwarmRepair Repair, long Restart, long CheckpointInterval, int? MaxRestarts)
{
    /// <summary>What a job that is stopped takes to start again where a scenario does not say it.</summary>
    public const long UsualRestart = 300 * SwarmScenario.Second;

    /// <summary>Work between two checkpoints where a scenario does not say it.</summary>
    public const long UsualCheckpointInterval = 1_800 * SwarmScenario.Second;

    /// <summary>Whether anything fails but what the trace of failures says. Default: true.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Rate at which idle chips age, in thousandths of that of busy ones. Default: the same.</summary>
    public int IdleRatePerMille { get; init; } = 1000;

    /// <summary>Weibull shape of chips. Default: 1.</summary>
    public decimal Shape { get; init; } = 1;

    /// <summary>Crews of each data center. Default: null, enough.</summary>
    public int? RepairCrews { get; init; }

    /// <summary>Test after each repair of a crew. Default: zero.</summary>
    public long ReturnTest { get; init; }

    /// <summary>What a restart takes in addition for a thousand chips. Default: zero.</summary>
    public long RestartPerThousandChips { get; init; }

    /// <summary>young or daly. Default: null, <see cref="CheckpointInterval"/>.</summary>
    public string? CheckpointRule { get; init; }

    /// <summary>Time to write a checkpoint. Default: zero.</summary>
    public long CheckpointWrite { get; init; }

    /// <summary>State of a chip in gigabytes, written at a gigabyte a second in addition. Default: zero.</summary>
    public int CheckpointGigabytes { get; init; }

    /// <summary>Whether jobs work on while they write. Default: false.</summary>
    public bool CheckpointsOverlap { get; init; }

    /// <summary>Chips of each data center for jobs that start again. Default: zero.</summary>
    public int Spares { get; init; }

    /// <summary>Hosts of each rack for jobs that start again and have lost a chip there. Default: zero.</summary>
    public int SpareHostsPerRack { get; init; }

    /// <summary>Whether interrupted jobs keep the chips that work. Default: false.</summary>
    public bool InPlace { get; init; }

    /// <summary>For how long they do. Default: null, until they start again.</summary>
    public long? Patience { get; init; }

    /// <summary>Hosts that fail more often. Default: null, none.</summary>
    public SwarmLemons? Lemons { get; init; }

    /// <summary>What else fails. Default: nothing.</summary>
    public IReadOnlyList<SwarmComponent> Components { get; init; } = [];

    /// <summary>The trace of failures. Default: none.</summary>
    public IReadOnlyList<SwarmOutage> Outages { get; init; } = [];

    /// <summary>The longest that a failure may stay unnoticed.</summary>
    public long LongestDetection => Components.Select(component => component.Detection ?? 0).Append(Detection).Max();

    /// <summary>How many times as long jobs may take, in percent.</summary>
    public int LargestSlowdown => Components.Select(component => component.SlowdownPercent ?? 100).Append(100).Max();

    /// <summary>What a restart of a job takes.</summary>
    public long RestartOf(int chips) => Restart + (RestartPerThousandChips * chips / 1000);

    /// <summary>For how long a job stands still to write a checkpoint.</summary>
    public long PauseOf(int chips) => CheckpointsOverlap ? 0 : WriteOf(chips);

    /// <summary>For how long a job writes a checkpoint.</summary>
    public long WriteOf(int chips) => CheckpointWrite + ((long)CheckpointGigabytes * chips * SwarmScenario.Second);

    /// <summary>Work between two checkpoints of a job; null: a rule makes it from what can fail.</summary>
    public long? IntervalOf(int chips) =>
        CheckpointRule is not null ? null : CheckpointInterval == 0 ? 0 : Math.Max(CheckpointInterval, WriteOf(chips));
}

/// <summary>How long repairs take.</summary>
/// <param name="Typical">Always, on average, or in half of the cases.</param>
/// <param name="Distribution">exponential or lognormal; null: constant.</param>
/// <param name="Sigma">Of log-normal times.</param>
internal sealed record SwarmRepair(long Typical, string? Distribution = null, decimal? Sigma = null);

/// <summary>Hosts that fail more often.</summary>
/// <param name="Share">Share of the hosts.</param>
/// <param name="Factor">How many times as often.</param>
/// <param name="EvictAfter">Failures after which a host is taken out of service; null: never.</param>
/// <param name="EvictWithin">Within which time.</param>
internal sealed record SwarmLemons(decimal Share, int Factor, int? EvictAfter, long EvictWithin);

/// <summary>A cause of failures beyond single chips.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Domain">host, rack, interconnect, burst, data-center or job.</param>
/// <param name="MeanTimeToFailure">Of one component.</param>
internal sealed record SwarmComponent(string Name, string Domain, long MeanTimeToFailure)
{
    /// <summary>Weibull shape. Default: null, not given.</summary>
    public decimal? Shape { get; init; }

    /// <summary>Neighbouring hosts that hang on it. Default: null, not given.</summary>
    public int? Hosts { get; init; }

    /// <summary>Until it is noticed. Default: null, as for chips.</summary>
    public long? Detection { get; init; }

    /// <summary>Its repair. Default: null, as for chips.</summary>
    public SwarmRepair? Repair { get; init; }

    /// <summary>How many times as long jobs take on it at first, in percent. Default: null, it is down at once.</summary>
    public int? SlowdownPercent { get; init; }

    /// <summary>For how long full batteries bridge its failures. Default: null, there are none.</summary>
    public long? RideThrough { get; init; }

    /// <summary>How long they take from empty to full. Default: null, not given.</summary>
    public long? Recharge { get; init; }

    /// <summary>For jobs: whether each chip fails so often. Default: null, not given.</summary>
    public bool? PerChip { get; init; }

    /// <summary>For jobs: whether they work on. Default: null, not given.</summary>
    public bool? Silent { get; init; }

    /// <summary>Whether crews repair it.</summary>
    public bool NeedsCrew => Domain is "host" or "rack" or "interconnect";
}

/// <summary>A line of the trace of failures.</summary>
/// <param name="Start">When something goes down.</param>
/// <param name="DataCenter">Index of its data center.</param>
/// <param name="Rack">Its rack; null: all of the data center.</param>
/// <param name="Host">Its host in the rack.</param>
/// <param name="Chip">Its chip in the rack, if it is just one.</param>
/// <param name="Duration">For how long.</param>
/// <param name="Cause">Why; may be empty.</param>
internal sealed record SwarmOutage(
    long Start, int DataCenter, int? Rack, int? Host, int? Chip, long Duration, string Cause)
{
    /// <summary>What is down, as the trace names it.</summary>
    public string EntityIn(SwarmScenario scenario) =>
        scenario.DataCenters[DataCenter].Name
        + (Rack is { } rack ? $"/rack{rack}" : string.Empty)
        + (Host is { } host ? $"/host{host}" : Chip is { } chip ? $"/chip{chip}" : string.Empty);

    /// <summary>The first chip of the data center that is down, and how many are.</summary>
    public (int First, int Count) ChipsIn(SwarmDataCenter dataCenter)
    {
        var rack = (Rack ?? 0) * dataCenter.ChipsPerRack;
        var (first, count) = this switch
        {
            { Chip: { } chip } => (rack + chip, 1),
            { Host: { } host } => (rack + (host * dataCenter.ChipsPerHost), dataCenter.ChipsPerHost),
            { Rack: not null } => (rack, dataCenter.ChipsPerRack),
            _ => (0, dataCenter.Chips),
        };
        return (first, Math.Min(count, dataCenter.Chips - first));
    }
}
