using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>
/// Where chips neither fail nor have a place, a queue and a number of free chips are the whole scheduler: the naive one here
/// must start and end every job at the same instants.
/// </summary>
internal static class QueueCheck
{
    /// <summary>Schedules all jobs anew.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        if (scenario.Failures is not null || scenario.Scheduling.Placement != "pool")
        {
            return;
        }

        foreach (var (index, dataCenter) in scenario.DataCenters.Index().Where(each => !each.Item.IsSlowed))
        {
            var jobs = results.Jobs
                .Where(job => job.DataCenter == index && job.State != "rejected")
                .OrderBy(job => (job.Release, job.Number))
                .ToList();
            var starts = StartsOf(jobs, scenario.Scheduling, Math.Min(dataCenter.Chips, dataCenter.PoweredChips), results.End);
            foreach (var job in jobs)
            {
                long? start = starts.TryGetValue(job.Number, out var instant) ? instant : null;
                findings.Equal(job.Start, start, $"start of job {job.Number}");
                findings.Equal(job.End, start + job.Work <= results.End ? start + job.Work : null, $"end of job {job.Number}");
            }
        }
    }

    private static Dictionary<int, long> StartsOf(List<JobRow> jobs, SwarmScheduling scheduling, int free, long end)
    {
        var starts = new Dictionary<int, long>();
        var running = new PriorityQueue<JobRow, long>();
        var waiting = new SortedSet<(long Key, int Index)>();
        var (next, pass) = (0, long.MaxValue);
        while (true)
        {
            var done = running.TryPeek(out _, out var first) ? first : long.MaxValue;
            var arrival = next < jobs.Count ? jobs[next].Release : long.MaxValue;
            var now = Math.Min(Math.Min(done, arrival), pass);
            if (now > end || now == long.MaxValue)
            {
                return starts;
            }

            if (now == done)
            {
                free += running.Dequeue().Chips;
                pass = NextPass(now);
            }
            else if (now == arrival)
            {
                waiting.Add((scheduling.Order == "sjf" ? jobs[next].Work : 0, next));
                next++;
                pass = NextPass(now);
            }
            else
            {
                pass = long.MaxValue;
                while (waiting.Count > 0 && jobs[waiting.Min.Index] is { } job && job.Chips <= free)
                {
                    waiting.Remove(waiting.Min);
                    free -= job.Chips;
                    starts[job.Number] = now;
                    running.Enqueue(job, now + job.Work);
                }
            }
        }

        long NextPass(long now) => scheduling.Interval == 0
            ? now
            : (now + scheduling.Interval - 1) / scheduling.Interval * scheduling.Interval;
    }
}
