using System.Numerics;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals of where the chip time of jobs went. Not thread-safe.</summary>
internal sealed class GoodputStatistics
{
    private const int Sizes = 31;

    private readonly long[] _jobs = new long[Sizes];
    private readonly long[] _interruptions = new long[Sizes];
    private readonly Int128[] _working = new Int128[Sizes];
    private Int128 _held;
    private Int128 _lost;
    private Int128 _hung;
    private Int128 _restarting;
    private Int128 _checkpointing;
    private Int128 _slowed;
    private Int128 _awaiting;
    private Int128 _waiting;
    private Int128 _wasted;

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        if (job.FirstStart is null)
        {
            return;
        }

        var (chips, time) = (job.Arrival.Chips, job.ChipTime);
        var size = BitOperations.Log2((uint)chips);
        _jobs[size]++;
        _held += time.Held;
        _working[size] += (job.Held - job.Hung - job.Awaiting).Microseconds;
        if (job.Interruptions == 0 && job.Productive == job.Held && job.Requeued == VirtualDuration.Zero)
        {
            return;
        }

        _interruptions[size] += job.Interruptions;
        _lost += time.Lost;
        _hung += time.Hung;
        _restarting += time.Restarting;
        _checkpointing += time.Checkpointing;
        _slowed += time.Slowed;
        _awaiting += time.Awaiting;

        // A job that keeps chips waits for the others.
        _waiting += Math.BigMul((job.Requeued + job.Awaiting).Microseconds, chips) - time.Awaiting;
        _wasted += job.Wasted.Nanojoules;
    }

    /// <summary>Summarises the jobs of one or more data centers.</summary>
    /// <param name="parts">Their totals.</param>
    /// <param name="accounts">What the chips say.</param>
    public static GoodputSummary Summarize(IReadOnlyList<GoodputStatistics> parts, IReadOnlyList<DataCenterAccount> accounts)
    {
        Int128 Sum(Func<GoodputStatistics, Int128> value) => JobStatistics.SumOf(parts, value);
        var (held, waiting) = (Sum(part => part._held), Sum(part => part._waiting));
        var productive = held - Sum(part =>
            part._lost + part._hung + part._restarting + part._checkpointing + part._slowed + part._awaiting);
        var fleet = JobStatistics.SumOf(accounts, account => account.Idle + account.Busy + account.Failed);
        return new(
            Decimals.Seconds(productive),
            Decimals.Seconds(Sum(part => part._lost)),
            Decimals.Seconds(Sum(part => part._hung)),
            Decimals.Seconds(Sum(part => part._restarting)),
            Decimals.Seconds(Sum(part => part._checkpointing)),
            Decimals.Seconds(Sum(part => part._slowed)),
            Decimals.Seconds(Sum(part => part._awaiting)),
            Decimals.Seconds(waiting),
            Decimals.Share(productive, held + waiting),
            Decimals.Share(productive, held),
            Decimals.Share(productive, fleet),
            Decimals.KilowattHours(Sum(part => part._wasted)),
            parts.Sum(part => part._interruptions.Sum()),
            [.. Enumerable.Range(0, Sizes).Select(size => SizeOf(parts, size)).Where(size => size.Jobs > 0)]);
    }

    private static SizeSummary SizeOf(IReadOnlyList<GoodputStatistics> parts, int size)
    {
        var interruptions = parts.Sum(part => part._interruptions[size]);
        return new(
            1 << size,
            (int)((2L << size) - 1),
            parts.Sum(part => part._jobs[size]),
            interruptions,
            Decimals.MeanSeconds(JobStatistics.SumOf(parts, part => part._working[size]), interruptions));
    }
}
