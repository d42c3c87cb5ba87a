namespace Orleans.Simulation.Core.Jobs;

/// <summary>What a job held chips for, in chip-microseconds: each chip counts for as long as the job held it.</summary>
/// <param name="Held">All of it.</param>
/// <param name="Lost">Work done and lost.</param>
/// <param name="Hung">From failures until they were noticed.</param>
/// <param name="Restarting">Restarts.</param>
/// <param name="Checkpointing">Standing still to write checkpoints.</param>
/// <param name="Slowed">
/// Taking longer because something was degraded or chips were slowed; also chips that have nothing left to do in the last microsecond of a shrunk job.
/// </param>
/// <param name="Awaiting">Kept without progress until the job had chips enough again.</param>
public readonly record struct JobChipTime(
    Int128 Held,
    Int128 Lost,
    Int128 Hung,
    Int128 Restarting,
    Int128 Checkpointing,
    Int128 Slowed,
    Int128 Awaiting)
{
    /// <summary>Work done and not lost: that of a job that is complete is exactly its chips times its run time.</summary>
    public Int128 Productive => Held - Lost - Hung - Restarting - Checkpointing - Slowed - Awaiting;

    /// <summary>The sum of two.</summary>
    public static JobChipTime operator +(JobChipTime left, JobChipTime right) => new(
        left.Held + right.Held,
        left.Lost + right.Lost,
        left.Hung + right.Hung,
        left.Restarting + right.Restarting,
        left.Checkpointing + right.Checkpointing,
        left.Slowed + right.Slowed,
        left.Awaiting + right.Awaiting);
}
