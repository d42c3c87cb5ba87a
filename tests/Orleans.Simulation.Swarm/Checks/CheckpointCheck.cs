using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Jobs stand still for as many checkpoints as they write, and write as many as their work needs.</summary>
/// <remarks>
/// How much work lies between two checkpoints by Young's or Daly's rule depends on all that can fail. Here it is only known that
/// there must be one such time for all jobs of a size in a data center, and that writing takes no longer.
/// </remarks>
internal static class CheckpointCheck
{
    /// <summary>Checks the <c>jobs</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var job in results.Jobs)
        {
            var time = job.Accounts.Checkpointing;
            if ((scenario.Failures?.PauseOf(job.Chips) ?? 0) == 0)
            {
                findings.Equal(time, 0, $"time for checkpoints, which take none, of job {job.Number}");
            }
            else
            {
                var fewest = scenario.FewestOf(job.Source, job.Chips, job.Accounts.Shrinks > 0);
                CheckMost(scenario.Failures!, job, fewest, findings);
            }
        }

        if (scenario.Failures is not { } policy)
        {
            return;
        }

        // Of jobs that were never interrupted, all checkpoints are known.
        var whole = results.Jobs.Where(job =>
            job is { State: "completed", Restarts: 0, Accounts.Interruptions: 0, Work: > 0 } && policy.PauseOf(job.Chips) > 0);
        foreach (var size in whole.GroupBy(job => (job.DataCenter, job.Chips)))
        {
            CheckSize(policy, [.. size], findings);
        }
    }

    private static void CheckMost(SwarmFailures policy, JobRow job, int fewest, Findings findings)
    {
        // The more chips, the longer it takes; the fewer, the less there may be between two.
        var pause = policy.PauseOf(job.Chips);
        var interval = policy.IntervalOf(fewest) ?? policy.WriteOf(fewest);
        var most = interval == 0
            ? 0
            : (((job.Accounts.Productive + job.Lost) / interval) + job.Restarts + 1) * pause;
        findings.Check(
            job.Accounts.Checkpointing >= 0 && job.Accounts.Checkpointing <= most,
            $"{job} wrote checkpoints for more than {most} us");
    }

    private static void CheckSize(SwarmFailures policy, JobRow[] jobs, Findings findings)
    {
        var chips = jobs[0].Chips;
        var (pause, exact) = (policy.PauseOf(chips), policy.IntervalOf(chips));
        var (least, below) = (policy.WriteOf(chips), long.MaxValue);
        foreach (var job in jobs)
        {
            var (count, rest) = Math.DivRem(job.Accounts.Checkpointing, pause);
            findings.Equal(rest, 0, $"time of a part of a checkpoint, though it was not interrupted, of job {job.Number}");
            if (exact is { } interval)
            {
                findings.Equal(count, interval == 0 ? 0 : (job.Work - 1) / interval, $"checkpoints of job {job.Number}");
                continue;
            }

            // k checkpoints: k intervals are less than the work, one more is not.
            least = Math.Max(least, (job.Work + count) / (count + 1));
            below = count == 0 ? below : Math.Min(below, ((job.Work - 1) / count) + 1);
        }

        findings.Check(
            exact is not null || least < below,
            $"jobs on {chips} chips of data center {jobs[0].DataCenter} write checkpoints at different intervals: {least}, {below}");
    }
}
