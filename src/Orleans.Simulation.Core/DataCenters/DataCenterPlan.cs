using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Everything that determines what a data center does, apart from the jobs it gets.</summary>
/// <param name="Index">Position in the fleet, from 0.</param>
/// <param name="Name">Name in the scenario.</param>
/// <param name="FirstChip">Chips of the data centers before it: makes a chip's number unique in the fleet.</param>
/// <param name="Topology">How its chips stand in hosts and racks.</param>
/// <param name="Chip">Its chip type.</param>
/// <param name="HostOverhead">Constant power of a host besides its chips.</param>
/// <param name="RackOverhead">Constant power of a rack besides its hosts and network.</param>
/// <param name="Site">What its site makes of IT energy.</param>
/// <param name="Scheduling">How it schedules.</param>
/// <param name="Failures">Whether its chips fail, and what that costs.</param>
/// <param name="SampleInterval">Length of an interval of the time series; greater than zero.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record DataCenterPlan(
    int Index,
    string Name,
    long FirstChip,
    DataCenterTopology Topology,
    ChipModel Chip,
    Watts HostOverhead,
    Watts RackOverhead,
    SitePlan Site,
    SchedulingPolicy Scheduling,
    FailurePolicy Failures,
    VirtualDuration SampleInterval,
    ulong Seed)
{
    /// <summary>Constant power of a rack's share in the network. Default: none of its own.</summary>
    public Watts NetworkOverhead { get; init; }

    /// <summary>What is asked of its power as a whole. Default: nothing.</summary>
    public PowerPlan Power { get; init; } = PowerPlan.Plain;

    /// <summary>
    /// What converts the power of its racks. All powers of the plan are those at the input of the racks already; it tells what of
    /// them is lost. Default: nothing is.
    /// </summary>
    public RackConversion Conversion { get; init; } = RackConversion.None;

    /// <summary>Outages that are known beforehand, by start. Default: none.</summary>
    public IReadOnlyList<PlannedOutage> Outages { get; init; } = [];

    /// <summary>Names of the causes of planned outages. Default: none.</summary>
    public IReadOnlyList<string> OutageCauses { get; init; } = [];

    /// <summary>What jobs have chips do, by workload source. Default: none is named, all train.</summary>
    public IReadOnlyList<JobActivity> Activities { get; init; } = [];

    /// <summary>Training steps of jobs, by workload source; null: power does not swing. Default: none is named, no job has any.</summary>
    public IReadOnlyList<TrainingStep?> Steps { get; init; } = [];

    /// <summary>
    /// Priorities of jobs, by workload source: whose is higher is tried before others, and stopped after them where power is short.
    /// Default: none is named, all have 0.
    /// </summary>
    public IReadOnlyList<int> Priorities { get; init; } = [];

    /// <summary>Workload sources of which the parts of a job are a gang. Default: none.</summary>
    public IReadOnlyList<int> GangSources { get; init; } = [];

    /// <summary>How fast its chips compute. Default: null, no job of the run states its FLOPs.</summary>
    public EffectiveSpeed? Speed { get; init; }

    /// <summary>
    /// Chips of the largest job that can start here: all but the spares; with cubes and slices, of full racks alone; and not more
    /// than there is power for. Below 1 when there are too many spares or too little power for any. Takes as long as the PUE has
    /// steps.
    /// </summary>
    public int LargestJob => Activities.DefaultIfEmpty().Distinct().Max(LargestJobFor);

    /// <summary>Constant power besides the chips.</summary>
    public OverheadPower Overhead =>
        new(HostOverhead * Topology.Hosts, NetworkOverhead * Topology.Racks, RackOverhead * Topology.Racks);

    /// <summary>
    /// IT power for which the facility must be provisioned while jobs train, with chips at their lowest speed where power slows
    /// them.
    /// </summary>
    public PowerBudget PowerBudget => PowerBudgetAt(SlowestLevel, JobActivity.Training);

    /// <summary>The slowest speed level of its chips.</summary>
    public int SlowestLevel => Power.Control == PowerControl.Cap ? Chip.SlowestLevel : 0;

    /// <summary>
    /// The most that the facility could draw: all chips at full speed with what draws most of all that jobs of the run do, at the
    /// highest PUE. Takes as long as the PUE has steps.
    /// </summary>
    public Watts HighestDraw => Activities.DefaultIfEmpty().Distinct()
        .Select(activity => PowerBudgetAt(0, activity).Needs(Topology.Chips, Site.Pue.Highest))
        .MaxBy(draw => draw.Milliwatts);

    /// <summary>Power that is provisioned for the facility; null: without limit. Takes as long as the PUE has steps.</summary>
    public Watts? Provisioned => Power switch
    {
        { Provisioned: { } provisioned } => provisioned,
        { Oversubscription: { } times } => PowerBudget.Oversubscribed(HighestDraw, times),
        _ => null,
    };

    /// <summary>What a job has its chips do.</summary>
    public JobActivity ActivityOf(JobArrival job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Source < Activities.Count ? Activities[job.Source] : JobActivity.Training;
    }

    /// <summary>The priority of a job; the higher, the more important.</summary>
    public int PriorityOf(JobArrival job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Source < Priorities.Count ? Priorities[job.Source] : 0;
    }

    /// <summary>Whether a job is a part of a gang: its peers run elsewhere, at the same time.</summary>
    public bool IsInGang(JobArrival job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Part is not null && GangSources.Contains(job.Source);
    }

    /// <summary>Chips of the largest job with an activity that can start here; see <see cref="LargestJob"/>.</summary>
    public int LargestJobFor(JobActivity activity) => Math.Min(
        LargestJobOf(Topology, Scheduling.Placement, Failures.Spares, Failures.SpareHostsPerRack), MostPoweredChips(activity));

    /// <summary>
    /// Most chips that jobs with an activity can hold at once for all the power that is provisioned, at the highest PUE and the
    /// lowest speed; <see cref="int.MaxValue"/>: it sets no limit. Below zero: there is too little for chips without jobs.
    /// </summary>
    public int MostPoweredChips(JobActivity activity) =>
        Power.Control != PowerControl.Report && Site.Pue.Values.Count > 0 && Provisioned is { } provisioned
            ? PowerBudgetAt(SlowestLevel, activity).ChipsWithin(PowerBudget.Feeds(provisioned, Site.Pue.Highest))
            : int.MaxValue;

    /// <summary>How long a job runs here on all its chips, healthy, without interruption.</summary>
    /// <param name="job">The job, wherever it runs.</param>
    /// <exception cref="SimulationFaultException">The job states its FLOPs, and how fast chips compute is not known.</exception>
    public VirtualDuration RunTimeOf(JobArrival job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Flops is not { } flops ? job.Work
            : Speed is { } speed ? speed.RunTimeOf(flops, job.Chips)
            : throw new SimulationFaultException($"{Name}: job {job.Number} states its FLOPs, but not how fast chips compute");
    }

    /// <summary>IT power for which the facility must be provisioned.</summary>
    /// <param name="speedLevel">Level of the chips' speed.</param>
    /// <param name="activity">What jobs have them do.</param>
    public PowerBudget PowerBudgetAt(int speedLevel, JobActivity activity) =>
        PowerBudget.Of(Topology.Chips, Chip.Idle, Chip.SpeedAt(speedLevel).Power.Of(activity), Chip.Failed, Overhead.Total);

    /// <summary>Chips of the largest job that can start in a data center.</summary>
    /// <param name="topology">How its chips stand.</param>
    /// <param name="placement">Which free chips a job gets.</param>
    /// <param name="spares">Chips that are kept back.</param>
    /// <param name="spareHostsPerRack">Hosts of each rack that are kept back besides.</param>
    /// <returns>Below 1 when no job can.</returns>
    public static int LargestJobOf(DataCenterTopology topology, PlacementPolicy placement, int spares, int spareHostsPerRack)
    {
        var (fullRacks, rest) = Math.DivRem(topology.Chips, topology.ChipsPerRack);
        var spareChips = spareHostsPerRack * topology.ChipsPerHost;

        // The spares of a partly filled rack are its last hosts, of which the very last may lack chips.
        var lastHosts = ((rest + topology.ChipsPerHost - 1) / topology.ChipsPerHost) - spareHostsPerRack;
        var last = spareHostsPerRack == 0 ? rest : Math.Max(0, lastHosts * topology.ChipsPerHost);
        var ofFullRacks = fullRacks * (topology.ChipsPerRack - spareChips);
        var wholeRacksOnly = placement is PlacementPolicy.Cubes or PlacementPolicy.Slices && fullRacks > 0;
        return (wholeRacksOnly ? ofFullRacks : ofFullRacks + last) - spares;
    }
}
