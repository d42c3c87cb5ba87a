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

    /// <summary>Replaces the mean time to failure of every chip type; above zero. Default: null, each its own.</summary>
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
    /// Interruptions after which a job is given up, 0 to <see cref="MaxMaxRestarts"/>. Default: null, never.
    /// </summary>
    public int? MaxRestarts { get; init; }

    /// <summary>Replaces the causes of every chip type; at least one. Default: null, each its own.</summary>
    public IReadOnlyList<FailureCause>? Causes { get; init; }
}
