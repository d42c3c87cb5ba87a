using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>When a job writes checkpoints, and what they cost it.</summary>
/// <param name="Interval">Work between two checkpoints; zero: none.</param>
/// <param name="Write">How long one takes; at most the interval.</param>
/// <param name="Overlaps">Whether the job works on meanwhile, rather than stand still.</param>
internal sealed record CheckpointPlan(VirtualDuration Interval, VirtualDuration Write, bool Overlaps)
{
    /// <summary>How long the job stands still for a checkpoint.</summary>
    private VirtualDuration Pause => Overlaps ? VirtualDuration.Zero : Write;

    /// <summary>For how long it stands still before some work is done. Where the work ends, no checkpoint is written.</summary>
    public VirtualDuration PausesIn(VirtualDuration work) =>
        Interval == VirtualDuration.Zero || work == VirtualDuration.Zero
            ? VirtualDuration.Zero
            : Pause * ((work.Microseconds - 1) / Interval.Microseconds);

    /// <summary>What an attempt has done after some time.</summary>
    /// <returns>Work up to its last complete checkpoint, work since then, and time in which it stood still.</returns>
    public (VirtualDuration Saved, VirtualDuration Since, VirtualDuration Paused) Progress(VirtualDuration elapsed)
    {
        if (Interval == VirtualDuration.Zero)
        {
            return (VirtualDuration.Zero, elapsed, VirtualDuration.Zero);
        }

        if (Overlaps)
        {
            // The checkpoint of what was done at a multiple of the interval is complete when it has been written.
            var written = elapsed > Write ? Interval * ((elapsed - Write) / Interval) : VirtualDuration.Zero;
            return (written, elapsed - written, VirtualDuration.Zero);
        }

        var cycle = Interval + Write;
        var complete = elapsed / cycle;
        var since = VirtualDuration.Min(elapsed - (cycle * complete), Interval);
        var saved = Interval * complete;
        return (saved, since, elapsed - saved - since);
    }
}
