using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>
/// A queue of a data center in which nothing fails, whose jobs take chips from one pool and power, played over a list of instants.
/// </summary>
internal static class PlainQueue
{
    /// <summary>Plays jobs.</summary>
    /// <param name="plan">The data center.</param>
    /// <param name="jobs">Its jobs in order of submission.</param>
    /// <param name="end">The end of the run; what happens then happens.</param>
    /// <returns>Starts, null for jobs that did not; for how long the first in the queue lacked power alone, and how much of it.</returns>
    public static (IReadOnlyList<VirtualTime?> Starts, VirtualDuration Limited, Int128 Unserved) Play(
        DataCenterPlan plan, IReadOnlyList<JobArrival> jobs, VirtualTime end)
    {
        var starts = new VirtualTime?[jobs.Count];
        var free = plan.Topology.Chips;
        var spare = Spare(plan);
        Int128 limited = 0, unserved = 0;
        var instants = new SortedSet<VirtualTime>(jobs.Select(Release)) { VirtualTime.Zero };
        instants.UnionWith(RandomSites.PueChanges(plan.Site, end));
        var waiting = new List<int>();
        var running = new List<int>();
        while (instants.Count > 0 && instants.Min <= end)
        {
            var now = instants.Min;
            instants.Remove(now);
            foreach (var done in running.Where(index => starts[index]!.Value + jobs[index].Work == now).ToList())
            {
                Move(done, -1);
                running.Remove(done);
            }

            waiting.AddRange(Enumerable.Range(0, jobs.Count).Where(index => Release(jobs[index]) == now && CanEverStart(jobs[index])));
            int? next;
            while ((next = Next(now)) is { } first && jobs[first].Chips <= free && NeedOf(jobs[first]) <= spare)
            {
                starts[first] = now;
                waiting.Remove(first);
                Move(first, 1);

                // One without work is done before anything else happens at this instant.
                if (jobs[first].Work == VirtualDuration.Zero)
                {
                    Move(first, -1);
                    continue;
                }

                running.Add(first);
                instants.Add(now + jobs[first].Work);
            }

            if (next is { } blocked && jobs[blocked].Chips <= free && now < end)
            {
                var until = instants.Count > 0 ? VirtualTime.Min(end, instants.Min) : end;
                limited += (until - now).Microseconds;
                unserved += (Int128)((PowerOf(jobs[blocked]) - plan.Chip.Idle.Milliwatts) * jobs[blocked].Chips) * RandomSites.PueAt(plan.Site, now) * (until - now).Microseconds;
            }
        }

        return (starts, new((long)limited), unserved);

        int? Next(VirtualTime now) => waiting
            .OrderByDescending(index => plan.Priorities.ElementAtOrDefault(jobs[index].Source))
            .ThenBy(index => plan.Scheduling.Order == QueueOrder.Sjf ? jobs[index].Work.Microseconds : 0)
            .ThenBy(index => Release(jobs[index]))
            .ThenBy(index => jobs[index].Number)
            .Select(index => (int?)index)
            .FirstOrDefault();

        void Move(int index, int sign)
        {
            free -= sign * jobs[index].Chips;
            spare -= sign * NeedOf(jobs[index]);
        }

        bool CanEverStart(JobArrival job) => job.Chips <= plan.Topology.Chips && NeedOf(job) <= Spare(plan);

        long PowerOf(JobArrival job) => plan.Chip.Power.Of(plan.ActivityOf(job)).Milliwatts;

        long NeedOf(JobArrival job) =>
            (Math.Max(PowerOf(job), plan.Chip.Failed.Milliwatts) - Math.Max(plan.Chip.Idle.Milliwatts, plan.Chip.Failed.Milliwatts)) * job.Chips;
    }

    private static VirtualTime Release(JobArrival job) => job.Submit + job.Postponed;

    /// <summary>IT power that is left for jobs in the hottest hour.</summary>
    private static long Spare(DataCenterPlan plan)
    {
        var it = (Int128)plan.Power.Provisioned!.Value.Milliwatts * 1_000_000 / plan.Site.Pue.Values.Max();
        return (long)it
            - (plan.HostOverhead.Milliwatts * plan.Topology.Hosts)
            - ((plan.NetworkOverhead.Milliwatts + plan.RackOverhead.Milliwatts) * plan.Topology.Racks)
            - (Math.Max(plan.Chip.Idle.Milliwatts, plan.Chip.Failed.Milliwatts) * plan.Topology.Chips);
    }
}
