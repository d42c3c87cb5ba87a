using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the jobs of one data center. Not thread-safe.</summary>
internal sealed class JobStatistics
{
    private readonly long[] _byState = new long[Enum.GetValues<JobState>().Length];
    private Int128 _completionTimes;
    private Int128 _held;
    private Int128 _lost;
    private long _restarts;
    private long _shrinks;
    private VirtualTime? _firstSubmit;
    private VirtualTime? _lastCompletion;

    /// <summary>Waits of the jobs that started.</summary>
    public WaitTimes Waits { get; } = new();

    /// <summary>Where their chip time went.</summary>
    public GoodputStatistics Goodput { get; } = new();

    /// <summary>Energy of the jobs, in nanojoules.</summary>
    public Int128 Energy { get; private set; }

    /// <summary>Jobs recorded, in whatever state.</summary>
    public long Count => _byState.Sum();

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        var time = job.ChipTime;
        _byState[(int)job.State]++;
        _held += time.Held;
        _lost += time.Lost;
        _restarts += job.Restarts;
        _shrinks += job.Shrinks;
        Goodput.Add(job);
        Energy += job.Energy.Nanojoules;
        _firstSubmit = _firstSubmit is { } first ? VirtualTime.Min(first, job.Arrival.Submit) : job.Arrival.Submit;
        if (job.FirstStart is { } start)
        {
            Waits.Add((start - job.Arrival.Submit).Microseconds);
        }

        if (job is { State: JobState.Completed, End: { } end })
        {
            _completionTimes += (end - job.Arrival.Submit).Microseconds;
            _lastCompletion = _lastCompletion is { } last ? VirtualTime.Max(last, end) : end;
        }
    }

    /// <summary>Summarises the jobs of one or more data centers.</summary>
    /// <param name="parts">Their totals.</param>
    /// <param name="submitted">Jobs that arrived there, counted by whoever delivered them.</param>
    public static JobsSummary Summarize(IReadOnlyCollection<JobStatistics> parts, long submitted)
    {
        WaitTimes[] waits = [.. parts.Select(part => part.Waits)];
        var started = waits.Sum(part => part.Count);
        var completed = CountOf(parts, JobState.Completed);
        var rejected = CountOf(parts, JobState.Rejected);
        return new JobsSummary(
            Submitted: submitted,
            Completed: completed,
            Failed: CountOf(parts, JobState.Failed) + rejected,
            Rejected: rejected,
            Queued: CountOf(parts, JobState.Queued),
            Running: CountOf(parts, JobState.Running),
            Restarts: parts.Sum(part => part._restarts),
            Shrinks: parts.Sum(part => part._shrinks),
            MeanWaitSeconds: Decimals.MeanSeconds(SumOf(waits, part => part.Sum), started),
            MedianWaitSeconds: Percentile(waits, 50),
            P95WaitSeconds: Percentile(waits, 95),
            P99WaitSeconds: Percentile(waits, 99),
            MaxWaitSeconds: started == 0 ? null : Decimals.Seconds(waits.Max(part => part.Max)),
            MeanJctSeconds: Decimals.MeanSeconds(SumOf(parts, part => part._completionTimes), completed),
            MakespanSeconds: MakespanOf(parts),
            ChipSeconds: Decimals.Seconds(SumOf(parts, part => part._held)),
            LostChipSeconds: Decimals.Seconds(SumOf(parts, part => part._lost)));
    }

    /// <summary>An exact sum; LINQ has none for 128 bits.</summary>
    public static Int128 SumOf<T>(IEnumerable<T> parts, Func<T, Int128> value) =>
        parts.Aggregate(Int128.Zero, (sum, part) => sum + value(part));

    private static decimal? Percentile(WaitTimes[] waits, int percent) =>
        WaitTimes.Percentile(waits, percent) is { } wait ? Decimals.Seconds(wait) : null;

    private static long CountOf(IEnumerable<JobStatistics> parts, JobState state) =>
        parts.Sum(part => part._byState[(int)state]);

    private static decimal? MakespanOf(IReadOnlyCollection<JobStatistics> parts)
    {
        var first = parts.Min(part => part._firstSubmit?.Microseconds);
        var last = parts.Max(part => part._lastCompletion?.Microseconds);
        return last - first is { } makespan ? Decimals.Seconds(makespan) : null;
    }
}
