using Orleans.Simulation.Core.Failures;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the failures of one data center. Not thread-safe.</summary>
/// <param name="causes">Names of its causes in index order.</param>
internal sealed class FailureStatistics(IReadOnlyList<string> causes)
{
    private readonly long[] _byCause = new long[causes.Count];
    private Int128 _lost;
    private long _jobsHit;

    /// <summary>Takes a failure.</summary>
    public void Add(FailureRecord failure)
    {
        _byCause[failure.Cause]++;
        _lost += Math.BigMul(failure.Lost.Microseconds, failure.LostChips);
        _jobsHit += failure.Job == FailureRecord.NoJob ? 0 : 1;
    }

    /// <summary>Summarises the failures of one or more data centers.</summary>
    /// <param name="parts">Their totals.</param>
    /// <param name="repairs">Repairs that ended there within the run.</param>
    public static FailuresSummary Summarize(IReadOnlyCollection<FailureStatistics> parts, long repairs)
    {
        var byCause = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in parts.SelectMany(part => part.ByName()))
        {
            byCause[name] = byCause.GetValueOrDefault(name) + count;
        }

        return new FailuresSummary(
            Count: byCause.Values.Sum(),
            ByCause: byCause,
            JobsHit: parts.Sum(part => part._jobsHit),
            LostChipSeconds: Decimals.Seconds(JobStatistics.SumOf(parts, part => part._lost)),
            Repairs: repairs);
    }

    private IEnumerable<(string Name, long Count)> ByName() => causes.Zip(_byCause).Where(cause => cause.Second > 0);
}
