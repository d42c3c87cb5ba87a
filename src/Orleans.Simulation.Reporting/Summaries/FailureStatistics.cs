using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the failures of one data center. Not thread-safe.</summary>
/// <param name="causes">Its causes in index order.</param>
internal sealed class FailureStatistics(IReadOnlyList<CauseLabel> causes)
{
    private readonly long[] _byCause = new long[causes.Count];
    private readonly SortedDictionary<string, DomainTotals> _byDomain = new(StringComparer.Ordinal);
    private Int128 _lost;
    private long _jobsHit;

    /// <summary>Takes a failure.</summary>
    public void Add(FailureRecord failure)
    {
        _byCause[failure.Cause]++;
        _lost += failure.LostChipTime;
        _jobsHit += failure.Job == FailureRecord.NoJob ? 0 : 1;
        var cause = causes[failure.Cause];
        var domain = FailuresTable.NameOf(cause.Domain);
        if (!_byDomain.TryGetValue(domain, out var totals))
        {
            totals = new();
            _byDomain.Add(domain, totals);
        }

        totals.Add(failure, cause.IsDegrading ? failure.Detected : failure.Failed);
    }

    /// <summary>Summarises the failures of one or more data centers.</summary>
    /// <param name="parts">Their totals.</param>
    /// <param name="accounts">What their chips say.</param>
    /// <param name="end">End of the run.</param>
    public static FailuresSummary Summarize(
        IReadOnlyCollection<FailureStatistics> parts, IReadOnlyList<DataCenterAccount> accounts, VirtualTime end)
    {
        var byCause = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in parts.SelectMany(part => part.ByName()))
        {
            byCause[name] = byCause.GetValueOrDefault(name) + count;
        }

        var fleet = JobStatistics.SumOf(accounts, account => account.Idle + account.Busy + account.Failed);
        var byDomain = parts.SelectMany(part => part._byDomain)
            .GroupBy(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        return new FailuresSummary(
            Count: byCause.Values.Sum(),
            ByCause: byCause,
            JobsHit: parts.Sum(part => part._jobsHit),
            LostChipSeconds: Decimals.Seconds(JobStatistics.SumOf(parts, part => part._lost)),
            Repairs: accounts.Sum(account => account.Repairs),
            EvictedHosts: accounts.Sum(account => (long)account.EvictedHosts),
            ByDomain: byDomain.ToDictionary(group => group.Key, group => DomainTotals.Summarize([.. group], fleet, end)));
    }

    private IEnumerable<(string Name, long Count)> ByName() =>
        causes.Zip(_byCause).Where(cause => cause.Second > 0).Select(cause => (cause.First.Name, cause.Second));
}
