using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>Whether chips fail, and what a failure costs.</summary>
/// <param name="Enabled">Whether chips fail at all.</param>
/// <param name="Detection">From the failure until the scheduler knows; the gang job hangs in the meantime.</param>
/// <param name="Repair">From detection until the chip is healthy again.</param>
/// <param name="Restart">From getting chips again until an interrupted job works on.</param>
/// <param name="CheckpointInterval">Work between two checkpoints of a job; zero: none, an interruption loses all.</param>
/// <param name="MaxRestarts">How often a job may start again; the interruption after that fails it. <see cref="NoLimit"/>: always.</param>
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

    /// <summary>For how long a job stands still to write a checkpoint; at most the interval between two. Default: zero.</summary>
    public VirtualDuration CheckpointWrite { get; init; }
}
