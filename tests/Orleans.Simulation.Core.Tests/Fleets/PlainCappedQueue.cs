using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>
/// A queue of a data center with a constant PUE in which nothing fails and chips are slowed for power, played over a list of instants.
/// </summary>
internal static class PlainCappedQueue
{
    /// <summary>Plays jobs.</summary>
    /// <param name="plan">The data center.</param>
    /// <param name="jobs">Its jobs in order of submission.</param>
    /// <param name="end">The end of the run; what happens then happens.</param>
    /// <returns>What became of each job; energy of all chips; for how long busy ones were slow.</returns>
    public static (IReadOnlyList<Played> Jobs, Int128 Energy, VirtualDuration Slowed) Play(
        DataCenterPlan plan, IReadOnlyList<JobArrival> jobs, VirtualTime end)
    {
        Played[] played = [.. jobs.Select(job => new Played(job) { Left = job.Work.Microseconds })];
        ChipSpeed[] speeds = [new(100, plan.Chip.Power), .. plan.Chip.LowSpeeds];
        var releases = jobs.Select(job => (job.Submit + job.Postponed).Microseconds).ToHashSet();
        var (level, now, raise, slowed, energy) = (0, 0L, long.MaxValue, 0L, Int128.Zero);
        while (true)
        {
            foreach (var done in Running().Where(job => EndOf(job) == now).ToList())
            {
                done.End = new(now);
            }

            if (now == raise)
            {
                SetLevel(LevelFor());
            }

            while (Next() is { } next && IsEnough(speeds[^1], next) && next.Job.Chips <= plan.Topology.Chips - Held())
            {
                (next.Start, next.Since) = (new(now), now);
            }

            SetLevel(Math.Max(level, LevelFor()));
            var later = Running().Select(EndOf).Concat(releases.Where(time => time > now)).Append(end.Microseconds);
            raise = level > 0 ? ((now / plan.Power.RaiseInterval.Microseconds) + 1) * plan.Power.RaiseInterval.Microseconds : long.MaxValue;
            var until = Math.Min(later.Min(), raise);

            // One without work is done at this very instant, and another one may start on its chips.
            var isOver = now >= end.Microseconds && Running().All(job => EndOf(job) > now);
            if (isOver || until > end.Microseconds)
            {
                return (played, energy, new(slowed));
            }

            energy += (Int128)(until - now) * (plan.Topology.Chips - Held()) * plan.Chip.Idle.Milliwatts;
            slowed += level > 0 && Held() > 0 ? until - now : 0;
            foreach (var job in Running())
            {
                var drawn = (Int128)(until - now) * job.Job.Chips * PowerOf(job, speeds[level]);
                (job.Energy, energy) = (job.Energy + drawn, energy + drawn);
            }

            now = until;
        }

        IEnumerable<Played> Running() => played.Where(job => job is { Start: not null, End: null });

        long Held() => Running().Sum(job => job.Job.Chips);

        int LevelFor() => Array.FindIndex(speeds, speed => IsEnough(speed));

        // Chips that may be failed at any time, and draw more then, count as failed.
        long DrawOf(IReadOnlyList<Played> working, ChipSpeed speed)
        {
            var failed = plan.Chip.Failed.Milliwatts;
            var idle = plan.Topology.Chips - working.Sum(job => job.Job.Chips);
            return (plan.HostOverhead.Milliwatts * plan.Topology.Hosts)
                + ((plan.NetworkOverhead.Milliwatts + plan.RackOverhead.Milliwatts) * plan.Topology.Racks)
                + (Math.Max(plan.Chip.Idle.Milliwatts, failed) * idle)
                + working.Sum(job => Math.Max(PowerOf(job, speed), failed) * job.Job.Chips);
        }

        bool IsEnough(ChipSpeed speed, params Played[] more) =>
            DrawOf([.. Running(), .. more], speed) <= plan.Power.Provisioned!.Value.Milliwatts;

        // Even if nothing else runs.
        bool IsEverEnough(Played job) => job.Job.Chips <= plan.Topology.Chips && DrawOf([job], speeds[^1]) <= plan.Power.Provisioned!.Value.Milliwatts;

        long PowerOf(Played job, ChipSpeed speed) => plan.ActivityOf(job.Job) switch
        {
            JobActivity.Loaded => speed.Power.Loaded.Milliwatts,
            JobActivity.MemoryBound => speed.Power.MemoryBound.Milliwatts,
            JobActivity.ComputeBound => speed.Power.ComputeBound.Milliwatts,
            _ => speed.Power.Training.Milliwatts,
        };

        long EndOf(Played job) => job.Since + (((job.Left * 100) + speeds[level].Percent - 1) / speeds[level].Percent);

        // What is done at full speed is rounded down when the speed changes.
        void SetLevel(int to)
        {
            foreach (var job in Running().Where(_ => to != level))
            {
                (job.Left, job.Since) = (job.Left - ((now - job.Since) * speeds[level].Percent / 100), now);
            }

            level = to;
        }

        Played? Next() => played
            .Where(job => job.Start is null && (job.Job.Submit + job.Job.Postponed).Microseconds <= now && IsEverEnough(job))
            .OrderByDescending(job => plan.Priorities.ElementAtOrDefault(job.Job.Source))
            .ThenBy(job => plan.Scheduling.Order == QueueOrder.Sjf ? job.Job.Work.Microseconds : 0)
            .ThenBy(job => job.Job.Submit + job.Job.Postponed)
            .ThenBy(job => job.Job.Number)
            .FirstOrDefault();
    }

    /// <summary>A job that is played.</summary>
    internal sealed class Played(JobArrival job)
    {
        public JobArrival Job { get; } = job;

        public long Left { get; set; }

        public long Since { get; set; }

        public VirtualTime? Start { get; set; }

        public VirtualTime? End { get; set; }

        public Int128 Energy { get; set; }
    }
}
