using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>What is to be simulated: a fleet, the jobs it gets and how it treats them. Plain data without I/O.</summary>
/// <remarks>
/// A scenario says everything that determines results, so two runs of one scenario with one seed give the same bytes.
/// It may be inconsistent until <see cref="Validation.ScenarioValidator"/> has found nothing to object to.
/// </remarks>
public sealed record Scenario
{
    /// <summary>The seed when a scenario gives none.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>The largest seed: it fits into a signed 64-bit column of any table.</summary>
    public const ulong MaxSeed = long.MaxValue;

    /// <summary>The longest run: a hundred years of 365.25 days.</summary>
    public static readonly VirtualDuration MaxDuration = VirtualDuration.FromHours(876_600);

    /// <summary>Name: letters, digits, <c>-</c> and <c>_</c>, at most 64 characters. Labels the results.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a sentence or two. Default: empty.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Seed of all random draws, 0 to <see cref="MaxSeed"/>. Default: <see cref="DefaultSeed"/>.</summary>
    public ulong Seed { get; init; } = DefaultSeed;

    /// <summary>
    /// Simulated time, up to <see cref="MaxDuration"/>. Default: null, until all jobs are done; a generator needs a value.
    /// </summary>
    public VirtualDuration? Duration { get; init; }

    /// <summary>
    /// The calendar instant of virtual time zero. Default: null, none; series of carbon, prices and weather need one.
    /// </summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The data centers.</summary>
    public required FleetSpec Fleet { get; init; }

    /// <summary>The jobs.</summary>
    public required WorkloadSpec Workload { get; init; }

    /// <summary>How fast chips compute for jobs that state their FLOPs. Default: see <see cref="ComputeSpec"/>.</summary>
    public ComputeSpec Compute { get; init; } = new();

    /// <summary>How jobs get to data centers. Default: see <see cref="BrokerSpec"/>.</summary>
    public BrokerSpec Broker { get; init; } = new();

    /// <summary>How every data center schedules. Default: see <see cref="SchedulerSpec"/>.</summary>
    public SchedulerSpec Scheduler { get; init; } = new();

    /// <summary>Whether and how chips fail. Default: see <see cref="FailureSpec"/>.</summary>
    public FailureSpec Failures { get; init; } = new();

    /// <summary>Energy settings for all data centers. Default: see <see cref="EnergySpec"/>.</summary>
    public EnergySpec Energy { get; init; } = new();

    /// <summary>
    /// What is asked of the power of data centers that do not say it themselves. Default: see <see cref="PowerSpec"/>.
    /// </summary>
    public PowerSpec Power { get; init; } = new();

    /// <summary>What is written. Default: see <see cref="OutputSpec"/>.</summary>
    public OutputSpec Outputs { get; init; } = new();

    /// <summary>What publications report of such a run; at most <see cref="PublishedSpec.MaxFigures"/>. Default: none.</summary>
    public IReadOnlyList<PublishedSpec> Published { get; init; } = [];

    /// <summary>Where values of this scenario come from; at most <see cref="ProvenanceSpec.MaxEntries"/>. Default: none.</summary>
    public IReadOnlyList<ProvenanceSpec> Provenance { get; init; } = [];

    /// <summary>Chip types of this scenario by name; one that the catalog also has replaces it. Default: none.</summary>
    public IReadOnlyDictionary<string, ChipTypeSpec> ChipTypes { get; init; } =
        new SortedDictionary<string, ChipTypeSpec>(StringComparer.Ordinal);

    /// <summary>Rack types of this scenario by name; one that the catalog also has replaces it. Default: none.</summary>
    public IReadOnlyDictionary<string, RackTypeSpec> RackTypes { get; init; } =
        new SortedDictionary<string, RackTypeSpec>(StringComparer.Ordinal);
}
