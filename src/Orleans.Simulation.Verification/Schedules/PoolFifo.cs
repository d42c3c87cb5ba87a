namespace Orleans.Simulation.Verification.Schedules;

/// <summary>First in, first out on a pool of chips, job by job: slow, short and by none of the code that it is compared with.</summary>
internal static class PoolFifo
{
    /// <summary>The start of each job, in order of the trace, which is sorted by submission.</summary>
    /// <param name="chips">Chips of the pool.</param>
    /// <param name="jobs">Submission, duration and chips of each job, in whole seconds.</param>
    public static long[] Starts(int chips, IReadOnlyList<(long Submit, long Duration, int Chips)> jobs)
    {
        var starts = new long[jobs.Count];
        var running = new List<(long End, int Chips)>();
        var now = 0L;
        for (var job = 0; job < jobs.Count; job++)
        {
            // Nobody overtakes: a job starts no sooner than the one before it.
            now = Math.Max(now, jobs[job].Submit);
            running.RemoveAll(other => other.End <= now);
            while (running.Sum(other => other.Chips) + jobs[job].Chips > chips)
            {
                now = running.Min(other => other.End);
                running.RemoveAll(other => other.End <= now);
            }

            starts[job] = now;
            running.Add((now + jobs[job].Duration, jobs[job].Chips));
        }

        return starts;
    }
}
