using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>A fleet of one data center, as plain as what is known in closed form.</summary>
/// <param name="Chips">Chips of the fleet.</param>
internal sealed record VerifiedFleet(int Chips)
{
    private const int ChipsPerRack = 64;
    private const int ChipsPerHost = 8;
    private const int HoursPerDay = 24;

    /// <summary>Mean time to failure of a chip; zero, the default: it never fails.</summary>
    public VirtualDuration MeanTimeToFailure { get; init; }

    /// <summary>From a failure until the scheduler knows, while the job hangs; zero, the default: it knows at once.</summary>
    public VirtualDuration Detection { get; init; }

    /// <summary>From then to the end of the repair.</summary>
    public VirtualDuration Repair { get; init; } = VirtualDuration.FromHours(1);

    /// <summary>From getting chips again until an interrupted job works on.</summary>
    public VirtualDuration Restart { get; init; }

    /// <summary>Work between two checkpoints; zero, the default: none.</summary>
    public VirtualDuration CheckpointInterval { get; init; }

    /// <summary>For how long a job stands still to write one.</summary>
    public VirtualDuration CheckpointWrite { get; init; }

    /// <summary>Where the interval between checkpoints comes from. Default: <see cref="CheckpointInterval"/>.</summary>
    public CheckpointRule CheckpointRule { get; init; }

    /// <summary>How often a job may start again. Default: always.</summary>
    public int MaxRestarts { get; init; } = FailurePolicy.NoLimit;

    /// <summary>The chip, but for its mean time to failure.</summary>
    public ChipModel Chip { get; init; } = new(
        "chip",
        Watts.FromWatts(100),
        Watts.FromWatts(700),
        Watts.FromWatts(50),
        VirtualDuration.Zero,
        [new FailureCause("chip", 1)]);

    /// <summary>Chips of a host. Default: 8, or all.</summary>
    public int HostChips { get; init; } = Math.Min(Chips, ChipsPerHost);

    /// <summary>Causes of failures beyond single chips. Default: none.</summary>
    public IReadOnlyList<ComponentCause> Components { get; init; } = [];

    /// <summary>How repair times are distributed. Default: constant.</summary>
    public RepairDistribution RepairDistribution { get; init; }

    /// <summary>Crews that repair. Default: null, enough.</summary>
    public int? RepairCrews { get; init; }

    /// <summary>Outages that are known beforehand, by start, of one cause. Default: none.</summary>
    public IReadOnlyList<PlannedOutage> Outages { get; init; } = [];

    /// <summary>Which chips a job gets. Default: those of the fewest racks.</summary>
    public PlacementPolicy Placement { get; init; } = PlacementPolicy.Racks;

    /// <summary>Length of the intervals by which a run can be measured. Default: a year.</summary>
    public VirtualDuration SampleInterval { get; init; } = VirtualDuration.FromHours(HoursPerDay * 365);

    /// <summary>A run of a fixed length on the fleet.</summary>
    /// <param name="name">Name of its check.</param>
    /// <param name="length">Length of the run; null: up to its last job.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="sources">Its jobs.</param>
    public RunSpecification Run(string name, VirtualDuration? length, ulong seed, params WorkloadSource[] sources)
    {
        var end = length is { } time ? VirtualTime.Zero + time : VirtualTime.Never;
        return new(new([Plan(seed)], end), sources, new(name, string.Empty, seed, PreparedVersion));
    }

    /// <summary>A source of jobs that arrive at random.</summary>
    /// <param name="meanInterarrival">Mean time between two arrivals.</param>
    /// <param name="jobs">Number of jobs, as a mean.</param>
    /// <param name="size">Their size and run times.</param>
    /// <param name="seed">Seed of the run.</param>
    public static GeneratorSource Arrivals(VirtualDuration meanInterarrival, long jobs, JobSizeClass size, ulong seed) =>
        Arrivals(meanInterarrival, jobs, [size], seed);

    /// <summary>A source of jobs of several kinds that arrive at random.</summary>
    /// <param name="meanInterarrival">Mean time between two arrivals.</param>
    /// <param name="jobs">Number of jobs, as a mean.</param>
    /// <param name="sizes">Their sizes and run times.</param>
    /// <param name="seed">Seed of the run.</param>
    public static GeneratorSource Arrivals(
        VirtualDuration meanInterarrival, long jobs, IReadOnlyList<JobSizeClass> sizes, ulong seed) => new(
        "jobs",
        JobArrival.AnyDataCenter,
        meanInterarrival,
        [.. Enumerable.Repeat(1L, HoursPerDay)],
        sizes,
        VirtualDuration.Zero,
        VirtualDuration.FromHours(HoursPerDay * 365 * 100),
        VirtualTime.Zero,
        VirtualTime.Zero + (meanInterarrival * jobs),
        RandomPurpose.Workload,
        seed);

    private static string PreparedVersion => typeof(VerifiedFleet).Assembly.GetName().Version!.ToString(3);

    private DataCenterPlan Plan(ulong seed) => new(
        Index: 0,
        "site",
        FirstChip: 0,
        new DataCenterTopology(Chips, Math.Min(Chips, ChipsPerRack), HostChips),
        Chip with { MeanTimeToFailure = MeanTimeToFailure },
        Watts.FromWatts(500),
        Watts.FromWatts(1000),
        SitePlan.Plain,
        new SchedulingPolicy(QueueOrder.Fifo, Placement, VirtualDuration.Zero),
        new FailurePolicy(
            MeanTimeToFailure > VirtualDuration.Zero || Components.Count > 0,
            Detection,
            Repair,
            Restart,
            CheckpointInterval,
            MaxRestarts)
        {
            CheckpointWrite = CheckpointWrite,
            CheckpointRule = CheckpointRule,
            RepairDistribution = RepairDistribution,
            RepairCrews = RepairCrews,
            Components = Components,
        },
        SampleInterval,
        seed)
    {
        Outages = Outages,
        OutageCauses = Outages.Count == 0 ? [] : ["planned"],
    };
}
