using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Plans when running jobs will be done, or fail of themselves, at the pace at which they work.</summary>
/// <remarks>Whatever changes a pace has them planned anew; completions planned before are void.</remarks>
internal sealed class JobForecast(DataCenterState state)
{
    private readonly JobFailures _failures = new(state.Plan);

    /// <summary>Plans an attempt that begins.</summary>
    public void Begin(Job job)
    {
        state.AddEvent(job.DoneAt, EventClass.Completion, job.Arrival.Number, job.Attempt);
        PlanFailure(job);
    }

    /// <summary>Something that a job needs is degraded: it takes longer.</summary>
    public void Slow(Job job, int pacePercent)
    {
        var before = job.DoneAt;
        job.Slow(state.Now, pacePercent);
        PlanAnew(job, before);
    }

    /// <summary>The chips of a job work at another speed.</summary>
    public void SetSpeed(Job job, int level)
    {
        var before = job.DoneAt;
        job.SetSpeed(state.Now, state.Plan.Chip.SpeedAt(level));
        PlanAnew(job, before);
    }

    private void PlanAnew(Job job, VirtualTime doneBefore)
    {
        if (job.DoneAt != doneBefore)
        {
            Begin(job);
        }
    }

    /// <summary>A failure that comes too late for the attempt may not, once that takes longer.</summary>
    private void PlanFailure(Job job)
    {
        if (!job.IsFailurePlanned
            && _failures.Draw(job.Arrival, job.Attempt, job.Size) is { } failure
            && job.Since + failure.After < job.DoneAt)
        {
            job.IsFailurePlanned = true;
            var site = checked(state.Sites.FirstJob + job.Arrival.Number);
            state.AddEvent(job.Since + failure.After, EventClass.Outage, site, job.Attempt);
        }
    }
}
