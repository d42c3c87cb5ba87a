using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>
/// Where chips neither fail nor have a place, a queue, a number of free chips and the power for them are the whole scheduler: the
/// naive one here must start, stop and end every job at the same instants. Not where parts wait for others elsewhere.
/// </summary>
internal static class QueueCheck
{
    /// <summary>Schedules all jobs anew.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        if (scenario.Failures is not null || scenario.HasGangs || scenario.Scheduling.Placement != "pool")
        {
            return;
        }

        foreach (var (index, dataCenter) in scenario.DataCenters.Index().Where(each => !each.Item.IsSlowed))
        {
            var jobs = results.Jobs
                .Where(job => job.DataCenter == index && job.State != "rejected")
                .OrderBy(job => (job.Release, job.Number))
                .Select(job => new Planned(job))
                .ToList();
            Play(jobs, scenario.Scheduling, dataCenter, results.End);
            foreach (var job in jobs)
            {
                findings.Equal(job.Row.Start, job.FirstStart, $"start of job {job.Row.Number}");
                findings.Equal(job.Row.End, job.End <= results.End ? job.End : null, $"end of job {job.Row.Number}");
                findings.Equal(job.Row.Restarts, Math.Max(0, job.Starts - 1), $"restarts of job {job.Row.Number}");
                findings.Equal(job.Row.Lost, job.Lost, $"work that job {job.Row.Number} lost");
            }
        }
    }

    private static void Play(List<Planned> jobs, SwarmScheduling scheduling, SwarmDataCenter place, long end)
    {
        var running = new SortedSet<(long End, int Index)>();
        var waiting = new SortedSet<(int Rank, long Key, int Index)>();
        var (next, pass, held, powered) = (0, long.MaxValue, 0, place.PoweredChips);
        var power = long.MaxValue;
        if (place.MayShed)
        {
            FollowPower(0);
        }

        while (true)
        {
            var done = running.Count > 0 ? running.Min.End : long.MaxValue;
            var arrival = next < jobs.Count ? jobs[next].Row.Release : long.MaxValue;
            var now = Math.Min(Math.Min(done, arrival), Math.Min(power, pass));
            if (now > end || now == long.MaxValue)
            {
                return;
            }

            if (now == done)
            {
                held -= jobs[running.Min.Index].Row.Chips;
                running.Remove(running.Min);
                pass = NextPass(now);
            }
            else if (now == power)
            {
                FollowPower(now);
                while (held > powered)
                {
                    var (last, index) = running.MaxBy(each => KeyOf(each.Index));
                    running.Remove((last, index));
                    jobs[index].Stop(now);
                    held -= jobs[index].Row.Chips;
                    waiting.Add(KeyOf(index));
                }

                pass = NextPass(now);
            }
            else if (now == arrival)
            {
                waiting.Add(KeyOf(next));
                next++;
                pass = NextPass(now);
            }
            else
            {
                pass = long.MaxValue;
                while (waiting.Count > 0 && jobs[waiting.Min.Index].Row.Chips <= Math.Min(place.Chips, powered) - held)
                {
                    var index = waiting.Min.Index;
                    waiting.Remove(waiting.Min);
                    held += jobs[index].Row.Chips;
                    running.Add((jobs[index].Start(now), index));
                }
            }
        }

        // The table has the priority of each job's source, see PriorityCheck.
        (int Rank, long Key, int Index) KeyOf(int index) =>
            (-jobs[index].Row.Priority, scheduling.Order == "sjf" ? jobs[index].Row.Work : 0, index);

        void FollowPower(long now) => (powered, power) = (place.PoweredChipsAt(place.Pue.At(now)), place.Pue.EndOfStep(now));

        long NextPass(long now) => scheduling.Interval == 0
            ? now
            : (now + scheduling.Interval - 1) / scheduling.Interval * scheduling.Interval;
    }

    /// <summary>A job as it is scheduled anew.</summary>
    private sealed class Planned(JobRow row)
    {
        private long _saved;
        private long _worksFrom;

        /// <summary>The job in the table.</summary>
        public JobRow Row => row;

        /// <summary>How often it has started.</summary>
        public int Starts { get; private set; }

        /// <summary>When it started first; null: never.</summary>
        public long? FirstStart { get; private set; }

        /// <summary>When it ends, if nothing stops it; null: it does not run.</summary>
        public long? End { get; private set; }

        /// <summary>Work that it did and has to do again.</summary>
        public long Lost { get; private set; }

        /// <summary>It gets its chips.</summary>
        /// <returns>When it ends.</returns>
        public long Start(long now)
        {
            FirstStart ??= now;
            _worksFrom = now + (Starts++ > 0 ? SwarmFailures.UsualRestart : 0);
            var end = _worksFrom + row.Work - _saved;
            End = end;
            return end;
        }

        /// <summary>It loses its chips and what it did since its last checkpoint.</summary>
        public void Stop(long now)
        {
            var done = Math.Max(0, now - _worksFrom);
            var lost = done % SwarmFailures.UsualCheckpointInterval;
            (Lost, _saved, End) = (Lost + lost, _saved + done - lost, null);
        }
    }
}
