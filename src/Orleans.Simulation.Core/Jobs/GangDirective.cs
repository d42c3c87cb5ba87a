using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>What the fleet tells a part of a gang to do.</summary>
/// <param name="Time">When; the window with which it comes begins then.</param>
/// <param name="Job">Number of the part.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Saved">With <see cref="GangDirectiveKind.Go"/>, the work from which all parts go on; else zero.</param>
/// <param name="Outcome">With <see cref="GangDirectiveKind.Abort"/>, how the part ends; else <see cref="JobState.Queued"/>.</param>
public readonly record struct GangDirective(
    VirtualTime Time, int Job, GangDirectiveKind Kind, VirtualDuration Saved, JobState Outcome)
{
    /// <summary>Makes a directive that needs no more than its kind.</summary>
    public static GangDirective Of(VirtualTime time, int job, GangDirectiveKind kind) =>
        new(time, job, kind, VirtualDuration.Zero, JobState.Queued);
}
