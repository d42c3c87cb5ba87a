using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Whether chips fail, and what a failure costs.</summary>
/// <remarks>
/// Source marks: [L3] Llama 3 paper, arXiv 2407.21783; [MS] MegaScale; [LANL] failure data of Los Alamos; [R~] general
/// knowledge, 60-90 % sure; [R+] above 90 %; [D] derived; [G] a modelling choice.
/// </remarks>
public sealed record FailureSpec
{
    /// <summary>The largest limit on restarts.</summary>
    public const int MaxMaxRestarts = 1_000_000;

    /// <summary>Most causes in a list.</summary>
    public const int MaxCauses = 100;

    /// <summary>The smallest Weibull shape: HPC systems show 0.7 to 0.8 [R+ LANL].</summary>
    public const decimal MinShape = 0.2m;

    /// <summary>The largest Weibull shape: nearly all fail at the same age.</summary>
    public const decimal MaxShape = 20;

    /// <summary>Most crews.</summary>
    public const int MaxCrews = 1_000_000;

    /// <summary>
    /// The largest state of a chip in a checkpoint and the fastest storage, in bytes and bytes a second: a million TB, far beyond
    /// what there is, and a 64-bit number.
    /// </summary>
    public const decimal MaxCheckpointBytes = 1e18m;

    /// <summary>The largest factor of lemons.</summary>
    public const int MaxLemonFactor = 1_000_000;

    /// <summary>
    /// The shortest mean time to failure, of whatever fails: a second. No hardware is as short-lived, so anything below is a slip
    /// of the unit; and a fleet that fails and is repaired a million times a second would not get to the end of its first window.
    /// </summary>
    public static readonly VirtualDuration MinMeanTimeToFailure = VirtualDuration.FromSeconds(1);

    /// <summary>Five minutes: within the "below 10 min" of MegaScale ([R~], [MS]); the exact figure is [G].</summary>
    public static readonly VirtualDuration DefaultDetection = VirtualDuration.FromMinutes(5);

    /// <summary>Four hours [G]: a swap from the shelf; the mean over all repairs of HPC systems is about 6 h [R+ LANL].</summary>
    public static readonly VirtualDuration DefaultRepair = VirtualDuration.FromHours(4);

    /// <summary>
    /// Five minutes [G]: the more than 90 % effective time of Llama 3 [L3] leaves at most about 8 min for a restart [D].
    /// </summary>
    public static readonly VirtualDuration DefaultRestart = VirtualDuration.FromMinutes(5);

    /// <summary>Half an hour [G]: the upper end of the intervals for which Meta's ETTR formula was tabulated [D].</summary>
    public static readonly VirtualDuration DefaultCheckpointInterval = VirtualDuration.FromMinutes(30);

    /// <summary>Whether chips fail at all. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Replaces the mean time to failure of every chip type, that of a chip that is always busy; at least
    /// <see cref="MinMeanTimeToFailure"/>. Default: null, each its own.
    /// </summary>
    public VirtualDuration? MeanTimeToFailure { get; init; }

    /// <summary>From the failure until the scheduler knows. Default: <see cref="DefaultDetection"/>.</summary>
    public VirtualDuration Detection { get; init; } = DefaultDetection;

    /// <summary>From detection until the chip is healthy. Default: <see cref="DefaultRepair"/>.</summary>
    public VirtualDuration Repair { get; init; } = DefaultRepair;

    /// <summary>From getting chips again until an interrupted job works on. Default: <see cref="DefaultRestart"/>.</summary>
    public VirtualDuration Restart { get; init; } = DefaultRestart;

    /// <summary>Work between two checkpoints of a job; zero: none. Default: <see cref="DefaultCheckpointInterval"/>.</summary>
    public VirtualDuration CheckpointInterval { get; init; } = DefaultCheckpointInterval;

    /// <summary>
    /// For how long a job stands still to write a checkpoint, at most <see cref="CheckpointInterval"/>. Default: zero.
    /// </summary>
    public VirtualDuration CheckpointWrite { get; init; }

    /// <summary>
    /// Where the interval comes from: as it is given, or computed from the job's own time to failure. Default: given.
    /// </summary>
    public CheckpointRule CheckpointRule { get; init; }

    /// <summary>
    /// Whether jobs work on while they write checkpoints, rather than stand still. Default: false.
    /// </summary>
    public bool CheckpointOverlap { get; init; }

    /// <summary>
    /// State that each chip of a job writes into a checkpoint, in bytes, at most <see cref="MaxCheckpointBytes"/>; only
    /// with <see cref="StorageBandwidth"/>. Default: zero. Published: 1 MB to 4 GB a GPU [L3c].
    /// </summary>
    public decimal CheckpointState { get; init; }

    /// <summary>
    /// Bytes a second that the storage takes from a job, at most <see cref="MaxCheckpointBytes"/>; only
    /// with <see cref="CheckpointState"/>. Default: null, the state takes no time. Published: 2 TB/s sustained, 7 at peak [L3c].
    /// </summary>
    public decimal? StorageBandwidth { get; init; }

    /// <summary>What a restart takes in addition for every thousand chips of the job. Default: zero.</summary>
    public VirtualDuration RestartPerThousandChips { get; init; }

    /// <summary>
    /// Shape of the Weibull time to failure of chips, <see cref="MinShape"/> to <see cref="MaxShape"/>. Default: 1, exponential.
    /// </summary>
    public decimal Shape { get; init; } = 1;

    /// <summary>
    /// Rate at which an idle chip ages and fails, as a share of that of a busy one, 0 to 1 in thousandths. Default: 1, load makes
    /// no difference: what failure logs of accelerators tell is not split by load [G]. Published: nodes of HPC systems fail up to
    /// twice as often at the busiest hours of the day as at the quietest [R+ LANL]; AIReSim, arXiv 2603.07041, has servers fail
    /// only while they work, 0.
    /// </summary>
    public decimal IdleRate { get; init; } = 1;

    /// <summary>How repair times are distributed around <see cref="Repair"/>. Default: constant.</summary>
    public RepairDistribution RepairDistribution { get; init; }

    /// <summary>
    /// Standard deviation of the natural logarithm of log-normal repair times, 0 to <see cref="JobSizeSpec.MaxSigma"/>; required for
    /// these, and only there. Default: null.
    /// </summary>
    public decimal? RepairSigma { get; init; }

    /// <summary>Crews of each data center, 1 to <see cref="MaxCrews"/>; each repairs one thing at a time. Default: null, enough.</summary>
    public int? RepairCrews { get; init; }

    /// <summary>Test after each repair, which the crew makes, before chips serve again. Default: zero.</summary>
    public VirtualDuration ReturnTest { get; init; }

    /// <summary>Hot spares: chips of each data center that only jobs that start again can take. Default: 0.</summary>
    public int Spares { get; init; }

    /// <summary>
    /// Hot spares of each rack, in whole hosts: what is swapped is a host. Only jobs that start again and have lost a chip in that
    /// rack can take them; they come on top of <see cref="Spares"/>. Fewer than a rack has. Default: 0.
    /// </summary>
    public int SparesPerRack { get; init; }

    /// <summary>What interrupted jobs do with the chips that still work. Default: give them back and queue.</summary>
    public RecoveryMode Recovery { get; init; }

    /// <summary>
    /// For how long jobs keep chips in place before they give them back after all; only with <see cref="RecoveryMode.InPlace"/>.
    /// Default: null, until they start again.
    /// </summary>
    public VirtualDuration? RecoveryPatience { get; init; }

    /// <summary>Share of hosts that are lemons, 0 to 1. Default: 0. Published: some 40 nodes of Meta's RSC-1 [RS2].</summary>
    public decimal LemonShare { get; init; }

    /// <summary>How many times as often chips and hosts of lemons fail, 1 to <see cref="MaxLemonFactor"/>. Default: 1.</summary>
    public int LemonFactor { get; init; } = 1;

    /// <summary>
    /// Failures of a host and its chips, within <see cref="EvictWithin"/>, after which it is taken out of service for good; at
    /// least 1. Default: null, never. Only with the other.
    /// </summary>
    public int? EvictAfter { get; init; }

    /// <summary>See <see cref="EvictAfter"/>; above zero. Default: null.</summary>
    public VirtualDuration? EvictWithin { get; init; }

    /// <summary>Causes beyond single chips, at most <see cref="MaxCauses"/>. Default: none.</summary>
    public IReadOnlyList<ComponentSpec> Components { get; init; } = [];

    /// <summary>
    /// Failure trace: outages that happen whatever else fails, also where chips do not. Relative to the folder of the scenario.
    /// Default: null.
    /// </summary>
    public string? Trace { get; init; }

    /// <summary>
    /// Interruptions after which a job is given up, 0 to <see cref="MaxMaxRestarts"/>. Default: null, never.
    /// </summary>
    public int? MaxRestarts { get; init; }

    /// <summary>Replaces the causes of every chip type; at least one. Default: null, each its own.</summary>
    public IReadOnlyList<CauseSpec>? Causes { get; init; }
}
