using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Follows gangs over data centers from commands and records alone: their parts run over the same times.</summary>
internal sealed class PlainGangs(FleetPlan plan, IReadOnlyList<JobArrival> jobs)
{
    private readonly HashSet<(int Job, VirtualTime Time, RackCommandKind Kind)> _commands = [];

    /// <summary>Whether some of a gang's parts have stopped for a peer, have been aborted, or have lost more than since their checkpoint.</summary>
    public (bool Halted, bool Failed, bool Completed, bool Waited, bool EndedApart) Seen { get; private set; }

    public void Observe(int dataCenter, RackBatch batch)
    {
        foreach (var command in batch.Commands)
        {
            if (command.Kind is RackCommandKind.Start or RackCommandKind.Complete or RackCommandKind.Interrupt)
            {
                _commands.Add((command.Job, command.Time, command.Kind));
            }
        }
    }

    /// <summary>Checks all gangs at the end of the run.</summary>
    public void MustBeInStep(PlayedRun run)
    {
        var records = run.AllJobs.ToDictionary(job => job.Arrival.Number);
        foreach (var gang in jobs.Where(job => plan.Broker.IsInGang(job) && records.ContainsKey(job.Number))
            .GroupBy(job => job.Number - job.Part!.Value.Index))
        {
            Part[] parts = [.. gang.Select(job => new Part(records[job.Number], SpansOf(job.Number)))];
            MustGoTogether(parts);
            MustStopTogether(parts, run.End);
            MustEndTogether(parts, run.End);
            MustAccount(parts);
            Seen = (
                Seen.Halted || parts.Any(part => part.Record.Peers!.Value.Halts > 0),
                Seen.Failed || parts.Any(part => part.Record.State == JobState.Failed),
                Seen.Completed || parts.All(part => part.Record is { State: JobState.Completed, Restarts: > 0 }),
                Seen.Waited || parts.Any(part => part.Record.Peers!.Value.Awaiting > VirtualDuration.Zero),
                Seen.EndedApart || parts.Select(part => part.Record.End).Distinct().Count() > 1);
        }
    }

    /// <summary>When a part runs, each time from its start to its stop.</summary>
    private List<Span> SpansOf(int job)
    {
        var spans = new List<Span>();
        foreach (var (_, time, kind) in _commands.Where(command => command.Job == job)
            .OrderBy(command => (command.Time, command.Kind != RackCommandKind.Start)))
        {
            if (kind == RackCommandKind.Start)
            {
                Assert.True(spans.Count == 0 || spans[^1].To is not null, $"job {job} starts at {time} and runs");
                spans.Add(new(time, null, IsComplete: false));
            }
            else
            {
                Assert.Null(spans[^1].To);
                spans[^1] = new(spans[^1].From, time, kind == RackCommandKind.Complete);
            }
        }

        return spans;
    }

    /// <summary>All parts that have not ended start at the same tick, in data centers of their own.</summary>
    private void MustGoTogether(Part[] parts)
    {
        foreach (var go in parts.SelectMany(part => part.Spans).Select(span => span.From).Distinct())
        {
            Assert.Equal(0, go.Microseconds % plan.Broker.News.Microseconds);
            Assert.All(parts.Where(part => part.Record.End is null || part.Record.End > go), part =>
                Assert.Contains(part.Spans, span => span.From == go));
            Assert.Equal(parts.Length, parts.Select(part => part.Record.DataCenter).Distinct().Count());
        }
    }

    /// <summary>When one stops, the others do at the next tick, unless they do so before of themselves.</summary>
    private void MustStopTogether(Part[] parts, VirtualTime end)
    {
        foreach (var leg in parts.SelectMany(part => part.Spans).GroupBy(span => span.From))
        {
            var stop = leg.Where(span => !span.IsComplete).Select(span => span.To ?? VirtualTime.Never).Append(VirtualTime.Never).Min();
            if (!stop.IsNever)
            {
                Assert.All(leg, span => Assert.True(
                    span.To is { } to ? to <= TickAfter(stop) : TickAfter(stop) > end, $"{span} does not stop by the tick after {stop}"));
            }
        }
    }

    /// <summary>Parts that have not completed when one ends otherwise end in the same way, at the next tick at the latest.</summary>
    private void MustEndTogether(Part[] parts, VirtualTime end)
    {
        var ended = parts.Where(part => part.Record.State is JobState.Failed or JobState.Rejected).ToArray();
        if (ended.Length == 0)
        {
            return;
        }

        var tick = TickAfter(ended.Min(part => part.Record.End!.Value));
        Assert.Single(ended.Select(part => part.Record.State).Distinct());
        Assert.All(parts, part => Assert.True(
            part.Record.End is { } last ? last <= tick : tick > end, $"{part.Record} does not end by {tick}"));
        Assert.True(ended[0].Record.State == JobState.Failed || parts.All(part => part.Spans.Count == 0), "a rejected gang has run");
    }

    private static void MustAccount(Part[] parts)
    {
        foreach (var (job, spans) in parts)
        {
            var peers = job.Peers!.Value;
            Assert.Equal(Math.Max(0, spans.Count - 1), job.Restarts);
            Assert.Equal(spans.Count(span => span is { To: not null, IsComplete: false }), job.Interruptions + peers.Halts);
            Assert.InRange(peers.Lost.Microseconds, 0, job.Lost.Microseconds);
            Assert.InRange(peers.Awaiting.Microseconds, 0, job.Awaiting.Microseconds);
            Assert.InRange(job.Productive.Microseconds, 0, job.Arrival.Work.Microseconds);
            Assert.InRange(job.Wasted.Nanojoules, 0, job.Energy.Nanojoules);
            Assert.True(job.State != JobState.Completed || job.Productive == job.Arrival.Work, $"{job} has not done its work");

            // It has all its chips while it runs.
            var ran = job.Held - job.Awaiting;
            Assert.Equal((Int128)ran.Microseconds * job.Arrival.Chips, job.ChipTime.Held - job.ChipTime.Awaiting);
            Assert.True(spans.Any(span => span.To is null) || ran.Microseconds == spans.Sum(span => (span.To!.Value - span.From).Microseconds));
        }
    }

    private VirtualTime TickAfter(VirtualTime time) =>
        new(((time.Microseconds / plan.Broker.News.Microseconds) + 1) * plan.Broker.News.Microseconds);

    private sealed record Part(JobRecord Record, List<Span> Spans);

    private readonly record struct Span(VirtualTime From, VirtualTime? To, bool IsComplete);
}
