using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the jobs of each priority; nothing where sources do not differ in it. Not thread-safe.</summary>
internal sealed class PriorityStatistics : IDisposable
{
    private readonly RunLabels _labels;
    private readonly SortedDictionary<int, OfPriority> _byPriority = [];

    /// <summary>Starts with nothing recorded.</summary>
    public PriorityStatistics(RunLabels labels)
    {
        _labels = labels;
        foreach (var priority in labels.HasPriorities ? labels.Priorities.Distinct() : [])
        {
            _byPriority.Add(priority, new());
        }
    }

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        if (_byPriority.Count > 0)
        {
            _byPriority[_labels.PriorityOf(job)].Add(job);
        }
    }

    /// <summary>Summarises each priority, the highest first; null: there is one only.</summary>
    public IReadOnlyList<PrioritySummary>? Summarize() => _byPriority.Count == 0
        ? null
        : [.. _byPriority.Reverse().Select(each => each.Value.Summarize(each.Key, [.. SourcesOf(each.Key)]))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var each in _byPriority.Values)
        {
            each.Jobs.Waits.Dispose();
        }
    }

    private IEnumerable<string> SourcesOf(int priority) =>
        _labels.Sources.Where((_, index) => _labels.Priorities[index] == priority);

    private sealed class OfPriority
    {
        private long _interruptions;
        private Int128 _waiting;

        public JobStatistics Jobs { get; } = new();

        public void Add(JobRecord job)
        {
            Jobs.Add(job);
            _interruptions += job.Interruptions;
            _waiting += Math.BigMul(job.Requeued.Microseconds, job.Arrival.Chips);
        }

        public PrioritySummary Summarize(int priority, IReadOnlyList<string> sources) => new(
            priority, sources, JobStatistics.Summarize([Jobs], Jobs.Count), _interruptions, Decimals.Seconds(_waiting));
    }
}
