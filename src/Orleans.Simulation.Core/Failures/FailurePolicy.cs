using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>Whether chips fail, and what a failure costs.</summary>
/// <param name="Enabled">Whether chips fail at all.</param>
/// <param name="Detection">From the failure until the scheduler knows; the gang job hangs in the meantime.</param>
/// <param name="Repair">From detection until the chip is healthy again.</param>
/// <param name="Restart">From getting chips again until an interrupted job works on.</param>
/// <param name="CheckpointInterval">Work between two checkpoints of a job; zero: none, an interruption loses all.</param>
/// <param name="MaxRestarts">
/// How often a job may start again; the interruption after that fails it. <see cref="NoLimit"/>: always.
/// </param>
public sealed record FailurePolicy(
    bool Enabled,
    VirtualDuration Detection,
    VirtualDuration Repair,
    VirtualDuration Restart,
    VirtualDuration CheckpointInterval,
    int MaxRestarts)
{
    /// <summary>A job restarts as often as it takes.</summary>
    public const int NoLimit = int.MaxValue;

    /// <summary>For how long a job writes a checkpoint; at most the interval between two. Default: zero.</summary>
    public VirtualDuration CheckpointWrite { get; init; }

    /// <summary>State that each chip of a job writes into a checkpoint, in bytes. Default: zero.</summary>
    public long CheckpointBytes { get; init; }

    /// <summary>
    /// Bytes a second that the storage takes from a job, which its checkpoint writes take in addition to
    /// <see cref="CheckpointWrite"/>. Default: zero, as fast as one likes.
    /// </summary>
    public long StorageBytesPerSecond { get; init; }

    /// <summary>Whether jobs work on while they write checkpoints, rather than stand still. Default: false.</summary>
    public bool CheckpointsOverlap { get; init; }

    /// <summary>Where the interval between checkpoints comes from. Default: <see cref="CheckpointInterval"/>.</summary>
    public CheckpointRule CheckpointRule { get; init; }

    /// <summary>What a restart takes in addition for every thousand chips of the job. Default: zero.</summary>
    public VirtualDuration RestartPerThousandChips { get; init; }

    /// <summary>How repair times are distributed around <see cref="Repair"/>. Default: constant.</summary>
    public RepairDistribution RepairDistribution { get; init; }

    /// <summary>Standard deviation of the natural logarithm of log-normal repair times. Default: 0.</summary>
    public double RepairSigma { get; init; }

    /// <summary>Test that a crew makes after each repair, before the chips serve again. Default: zero.</summary>
    public VirtualDuration ReturnTest { get; init; }

    /// <summary>
    /// Crews of each data center that repair chips, hosts, racks and links, one at a time. Default: null, enough.
    /// </summary>
    public int? RepairCrews { get; init; }

    /// <summary>
    /// Chips of each data center that jobs cannot take at their first start: hot spares for those that start again. Default: 0.
    /// </summary>
    public int Spares { get; init; }

    /// <summary>
    /// Hosts of each rack that jobs cannot take unless they start again and have lost a chip in that rack, in addition to
    /// <see cref="Spares"/>. Less than there are in a rack. Default: 0.
    /// </summary>
    public int SpareHostsPerRack { get; init; }

    /// <summary>What interrupted jobs do with the chips that still work. Default: give them back.</summary>
    public RecoveryMode Recovery { get; init; }

    /// <summary>
    /// For how long an interrupted job keeps chips in place; at the first pass after that it gives them back. Default: null, until
    /// it starts again.
    /// </summary>
    public VirtualDuration? RecoveryPatience { get; init; }

    /// <summary>Share of hosts that are lemons, times a million: they and their chips fail more often. Default: 0.</summary>
    public int LemonPartsPerMillion { get; init; }

    /// <summary>How many times as often lemons fail; at least 1. Default: 1.</summary>
    public int LemonFactor { get; init; } = 1;

    /// <summary>When hosts that fail often are taken out of service. Default: null, never.</summary>
    public LemonEviction? LemonEviction { get; init; }

    /// <summary>Causes of failures beyond single chips. Default: none.</summary>
    public IReadOnlyList<ComponentCause> Components { get; init; } = [];

    /// <summary>How long the repair of a chip takes, before its test.</summary>
    public RepairTime ChipRepair => new(Repair, RepairDistribution, RepairSigma);

    /// <summary>What a restart of a job takes.</summary>
    /// <param name="chips">Chips of the job.</param>
    public VirtualDuration RestartOf(int chips) => Restart + new VirtualDuration(
        (long)((Int128)RestartPerThousandChips.Microseconds * chips / 1000));

    /// <summary>What a checkpoint of a job takes.</summary>
    /// <param name="chips">Chips of the job.</param>
    public VirtualDuration WriteOf(int chips) => StorageBytesPerSecond == 0
        ? CheckpointWrite
        : CheckpointWrite + new VirtualDuration(
            (long)((Int128)CheckpointBytes * chips * VirtualDuration.MicrosecondsPerSecond / StorageBytesPerSecond));
}
