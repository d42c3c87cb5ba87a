using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the failures of one domain of a data center. Not thread-safe.</summary>
internal sealed class DomainTotals
{
    // Repairs that may end after the run, by their end. Records come in the order of the begin of repairs, so that those
    // which end before a later one begins are known to end within the run.
    private readonly PriorityQueue<(VirtualTime DownSince, int Chips), VirtualTime> _underRepair = new();
    private readonly List<(VirtualTime DownSince, int Chips)> _unrepaired = [];
    private long _count;
    private long _repairs;
    private Int128 _repairTime;
    private Int128 _downTime;

    /// <summary>Takes a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="downSince">Since when its chips are down; null: they are not yet.</param>
    public void Add(FailureRecord failure, VirtualTime? downSince)
    {
        _count++;
        if (failure.Repaired is not { } repaired)
        {
            // Those that no chip hangs on are over when they are noticed; the others come at the end of the run.
            if (failure.Chips > 0 && downSince is { } since)
            {
                _unrepaired.Add((since, failure.Chips));
            }

            return;
        }

        _repairs++;
        _repairTime += (repaired - failure.Failed).Microseconds;
        _underRepair.Enqueue((downSince!.Value, failure.Chips), repaired);
        while (_underRepair.TryPeek(out _, out var end) && end <= failure.RepairStart)
        {
            _downTime += DownTime(_underRepair.Dequeue(), end);
        }
    }

    /// <summary>Summarises a domain of one or more data centers.</summary>
    /// <param name="parts">Their totals.</param>
    /// <param name="fleet">Chip-microseconds of all their chips.</param>
    /// <param name="end">End of the run.</param>
    public static DomainSummary Summarize(IReadOnlyList<DomainTotals> parts, Int128 fleet, VirtualTime end)
    {
        var down = JobStatistics.SumOf(parts, part => part.DownTimeUntil(end));
        var repairs = parts.Sum(part => part._repairs);
        return new(
            parts.Sum(part => part._count),
            Decimals.MeanSeconds(JobStatistics.SumOf(parts, part => part._repairTime), repairs),
            Decimals.Seconds(down),
            Decimals.Share(Int128.Max(0, fleet - down), fleet));
    }

    private static Int128 DownTime((VirtualTime DownSince, int Chips) failure, VirtualTime until) =>
        Math.BigMul((until - failure.DownSince).Microseconds, failure.Chips);

    private Int128 DownTimeUntil(VirtualTime end) =>
        _downTime
        + JobStatistics.SumOf(_underRepair.UnorderedItems, item => DownTime(item.Element, VirtualTime.Min(item.Priority, end)))
        + JobStatistics.SumOf(_unrepaired, failure => DownTime(failure, end));
}
