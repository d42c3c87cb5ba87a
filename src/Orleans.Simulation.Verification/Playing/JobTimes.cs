using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>When what happened to a job that has ended.</summary>
/// <param name="Number">Its number: jobs are counted by submission.</param>
/// <param name="Submit">When it was submitted.</param>
/// <param name="Start">When it first got its chips.</param>
/// <param name="End">When it ended.</param>
/// <param name="Work">How long it was to run.</param>
internal readonly record struct JobTimes(int Number, VirtualTime Submit, VirtualTime Start, VirtualTime End, VirtualDuration Work)
{
    /// <summary>How often it started again.</summary>
    public int Restarts { get; init; }

    /// <summary>The times of a job that has started and ended.</summary>
    public static JobTimes Of(JobRecord job) =>
        new(job.Arrival.Number, job.Arrival.Submit, job.FirstStart!.Value, job.End!.Value, job.Arrival.Work)
        {
            Restarts = job.Restarts,
        };
}
