using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>What a data center tells the fleet of a part of a gang: where it stands from now on.</summary>
/// <param name="Job">Number of the part.</param>
/// <param name="State">Where it stands; that it runs the fleet knows, which has it go.</param>
/// <param name="Saved">Of a part that is ready, work that is safe in its last checkpoint; else zero.</param>
/// <param name="Outcome">Of a part that has ended, how; else <see cref="JobState.Queued"/>.</param>
public readonly record struct GangNews(int Job, PartState State, VirtualDuration Saved, JobState Outcome)
{
    /// <summary>A part lost chips, or stopped.</summary>
    public static GangNews Waits(int job) => new(job, PartState.Waiting, VirtualDuration.Zero, JobState.Queued);

    /// <summary>A part has all its chips.</summary>
    public static GangNews IsReady(int job, VirtualDuration saved) => new(job, PartState.Ready, saved, JobState.Queued);

    /// <summary>A part has ended.</summary>
    public static GangNews HasEnded(int job, JobState outcome) => new(job, PartState.Ended, VirtualDuration.Zero, outcome);
}
