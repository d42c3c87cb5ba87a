using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>A fleet of equal data centers.</summary>
/// <param name="DataCenters">Number of data centers.</param>
/// <param name="ChipsEach">Chips in each; the last rack and host may be partly filled.</param>
internal sealed record FleetShape(int DataCenters, int ChipsEach)
{
    /// <summary>Chips in a rack, as in an UltraServer or a cube of a TPU pod.</summary>
    public const int ChipsPerRack = 64;

    /// <summary>
    /// Mean time to failure of an H100 in the training of Llama 3: 419 unexpected interruptions of 16,384 chips in 54 days.
    /// </summary>
    public static readonly VirtualDuration Llama3MeanTimeToFailure = VirtualDuration.FromSeconds(16_384L * 54 * 86_400 / 419);

    /// <summary>Chips in a host.</summary>
    public int ChipsPerHost { get; init; } = 16;

    /// <summary>Mean time to failure of a chip; zero: chips do not fail.</summary>
    public VirtualDuration MeanTimeToFailure { get; init; } = VirtualDuration.FromHours(50_000);

    /// <summary>Length of an interval of the time series, power among it.</summary>
    public VirtualDuration SampleInterval { get; init; } = VirtualDuration.FromMinutes(1);

    /// <summary>In which order waiting jobs are tried.</summary>
    public QueueOrder Order { get; init; } = QueueOrder.Fifo;

    /// <summary>Which free chips a job gets.</summary>
    public PlacementPolicy Placement { get; init; } = PlacementPolicy.Racks;

    /// <summary>What its sites make of IT energy.</summary>
    public SitePlan Site { get; init; } = SitePlan.Plain;

    /// <summary>What is asked of the power of each data center. Chips have a lower speed at which they can work when it slows them.</summary>
    public PowerPlan Power { get; init; } = PowerPlan.Plain;

    /// <summary>Training steps of the jobs of each source. Default: none, power does not swing.</summary>
    public IReadOnlyList<TrainingStep?> Steps { get; init; } = [];

    /// <summary>Causes of failures beyond single chips.</summary>
    public IReadOnlyList<ComponentCause> Components { get; init; } = [];

    /// <summary>Chips in all data centers.</summary>
    public int Chips => DataCenters * ChipsEach;

    /// <summary>The plan of such a fleet.</summary>
    /// <param name="end">When the run ends; never: with its last job.</param>
    /// <param name="seed">Seed of the run.</param>
    public FleetPlan Plan(VirtualTime end, ulong seed) =>
        new([.. Enumerable.Range(0, DataCenters).Select(index => Plan(index, seed))], end);

    private DataCenterPlan Plan(int index, ulong seed) => new(
        index,
        $"site-{index}",
        (long)index * ChipsEach,
        new DataCenterTopology(ChipsEach, ChipsPerRack, ChipsPerHost),
        new ChipModel(
            "chip",
            Watts.FromWatts(100),
            Watts.FromWatts(500),
            Watts.FromWatts(50),
            MeanTimeToFailure,
            [new FailureCause("chip", 1)])
        {
            LowSpeeds = Power.Control == PowerControl.Cap ? [new(80, new ActivityPower(Watts.FromWatts(305)))] : [],
        },
        Watts.FromWatts(3000),
        Watts.FromWatts(1000),
        Site,
        new SchedulingPolicy(Order, Placement, VirtualDuration.Zero),
        new FailurePolicy(
            MeanTimeToFailure > VirtualDuration.Zero,
            VirtualDuration.FromMinutes(5),
            VirtualDuration.FromHours(4),
            VirtualDuration.FromMinutes(5),
            VirtualDuration.FromMinutes(30),
            FailurePolicy.NoLimit)
        {
            Components = Components,
        },
        SampleInterval,
        seed)
    {
        Power = Power,
        Steps = Steps,
    };
}
