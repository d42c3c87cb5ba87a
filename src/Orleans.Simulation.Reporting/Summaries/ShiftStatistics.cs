using System.Numerics;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the jobs of one data center that may be postponed. Not thread-safe.</summary>
internal sealed class ShiftStatistics(SitePlan site)
{
    private readonly SitePlan _site = site;
    private long _jobs;
    private long _postponed;
    private long _late;
    private Int128 _time;
    private SiteTotals _saved;

    /// <summary>Takes a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="deadline">Time from submission by which it is to be done; null: it cannot be postponed.</param>
    public void Add(JobRecord job, VirtualDuration? deadline)
    {
        if (deadline is not { } known)
        {
            return;
        }

        _jobs++;
        _late += job.State == JobState.Completed && job.End - job.Arrival.Submit > known ? 1 : 0;
        if (job.Arrival.Postponed > VirtualDuration.Zero)
        {
            _postponed++;
            _time += job.Arrival.Postponed.Microseconds;
            _saved += job.Saved;
        }
    }

    /// <summary>Summarises the jobs of one or more data centers.</summary>
    public static ShiftSummary Summarize(IReadOnlyList<ShiftStatistics> parts)
    {
        var postponed = parts.Sum(part => part._postponed);
        var time = JobStatistics.SumOf(parts, part => part._time);
        return new(
            parts.Sum(part => part._jobs),
            postponed,
            parts.Sum(part => part._late),
            Decimals.Seconds(time),
            Decimals.MeanSeconds(time, postponed),
            SiteStatistics.Facility(parts.Select(part => part._saved)),
            Sum(parts, part => part._site.Carbon is not null, saved => saved.Carbon, SiteTotals.UnitsPerKilogram),
            Sum(parts, part => part._site.Price is not null, saved => saved.Cost, SiteTotals.UnitsPerDollar));
    }

    private static decimal? Sum(
        IReadOnlyList<ShiftStatistics> parts,
        Func<ShiftStatistics, bool> isKnown,
        Func<SiteTotals, Int128> amount,
        Int128 unit) =>
        parts.All(isKnown)
            ? Decimals.Amount(parts.Aggregate(BigInteger.Zero, (sum, part) => sum + amount(part._saved)), unit)
            : null;
}
