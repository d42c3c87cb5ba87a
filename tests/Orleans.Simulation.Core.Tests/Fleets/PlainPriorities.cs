using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>
/// Follows from commands and records alone who is before whom, where nothing fails: nobody starts while somebody waits who is before
/// him, and nobody is stopped for power while somebody goes on who is behind him.
/// </summary>
internal sealed class PlainPriorities
{
    private readonly HashSet<(int DataCenter, int Job, VirtualTime Time, RackCommandKind Kind)> _commands = [];

    /// <summary>Jobs that waited for one that came later, and jobs that were stopped for one that had come later.</summary>
    public (int Overtaken, int Sacrificed) Seen { get; private set; }

    public void Observe(int dataCenter, RackBatch batch)
    {
        foreach (var command in batch.Commands)
        {
            if (command.Kind is RackCommandKind.Start or RackCommandKind.Complete or RackCommandKind.Interrupt)
            {
                _commands.Add((dataCenter, command.Job, command.Time, command.Kind));
            }
        }
    }

    /// <summary>Checks the order at the end of the run.</summary>
    public void MustBeKept(PlayedRun run, DataCenterPlan plan)
    {
        Job[] jobs =
        [
            .. run.AllJobs.Where(job => job.DataCenter == plan.Index && job.State != JobState.Rejected)
                .Select(job => new Job(job.Arrival, plan.Priorities.ElementAtOrDefault(job.Arrival.Source), SpansOf(plan.Index, job.Arrival.Number))),
        ];
        foreach (var (job, start) in jobs.SelectMany(job => job.Spans.Select(span => (job, span.From))))
        {
            foreach (var other in jobs.Where(each => each != job && each.WaitsAfter(start)))
            {
                Assert.True(IsBefore(job, other), $"{job} starts at {start}, when {other} waits");
                Note(CameFirst(other, job), isSacrificed: false);
            }
        }

        foreach (var (job, stop) in jobs.SelectMany(job => job.Spans.Where(span => span.IsStopped).Select(span => (job, span.To!.Value))))
        {
            foreach (var other in jobs.Where(each => each != job && each.RunsThrough(stop)))
            {
                Assert.True(IsBefore(other, job), $"{job} is stopped at {stop}, and {other} goes on");
                Note(CameFirst(job, other), isSacrificed: true);
            }
        }

        bool IsBefore(Job one, Job other) => one.Priority != other.Priority
            ? one.Priority > other.Priority
            : plan.Scheduling.Order == QueueOrder.Sjf && one.Arrival.Work != other.Arrival.Work
                ? one.Arrival.Work < other.Arrival.Work
                : CameFirst(one, other);
    }

    private static bool CameFirst(Job one, Job other) =>
        one.Release != other.Release ? one.Release < other.Release : one.Arrival.Number < other.Arrival.Number;

    private void Note(bool isSeen, bool isSacrificed) => Seen = (
        Seen.Overtaken + (isSeen && !isSacrificed ? 1 : 0), Seen.Sacrificed + (isSeen && isSacrificed ? 1 : 0));

    /// <summary>When a job runs, each time from its start to its stop.</summary>
    private List<Span> SpansOf(int dataCenter, int job)
    {
        var spans = new List<Span>();
        foreach (var instant in _commands.Where(each => each.DataCenter == dataCenter && each.Job == job)
            .GroupBy(each => each.Time).OrderBy(each => each.Key))
        {
            var kinds = instant.Select(each => each.Kind).ToHashSet();
            if (spans.Count > 0 && spans[^1].To is null && kinds.Overlaps([RackCommandKind.Interrupt, RackCommandKind.Complete]))
            {
                Stop();
            }

            if (kinds.Remove(RackCommandKind.Start))
            {
                spans.Add(new(instant.Key, null, IsStopped: false));
                if (kinds.Count > 0)
                {
                    Stop();
                }
            }

            Assert.Empty(kinds);

            void Stop()
            {
                var isStopped = kinds.Remove(RackCommandKind.Interrupt);
                Assert.True(isStopped || kinds.Remove(RackCommandKind.Complete));
                spans[^1] = spans[^1] with { To = instant.Key, IsStopped = isStopped };
            }
        }

        return spans;
    }

    private sealed record Job(JobArrival Arrival, int Priority, List<Span> Spans)
    {
        public VirtualTime Release => Arrival.Submit + Arrival.Postponed;

        /// <summary>Whether it is in the queue when an instant is over.</summary>
        public bool WaitsAfter(VirtualTime time)
        {
            var last = Spans.LastOrDefault(span => span.From <= time);
            return Release <= time && (last is null || (last.IsStopped && last.To <= time));
        }

        /// <summary>Whether it runs before an instant and after it.</summary>
        public bool RunsThrough(VirtualTime time) => Spans.Any(span => span.From < time && (span.To is null || span.To > time));
    }

    private sealed record Span(VirtualTime From, VirtualTime? To, bool IsStopped);
}
