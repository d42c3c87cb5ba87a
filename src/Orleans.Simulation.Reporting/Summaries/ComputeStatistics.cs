using System.Numerics;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals of what the jobs of one data center computed, of those that state it. Not thread-safe.</summary>
/// <param name="speed">How fast its chips compute; null: no job of the run states its FLOPs.</param>
internal sealed class ComputeStatistics(EffectiveSpeed? speed)
{
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long Petaflop = 1_000_000_000_000_000;

    private readonly ComputeFigures _figures = new(speed);
    private long _jobs;
    private long _others;
    private Int128 _held;
    private Int128 _done;
    private Int128 _lost;
    private Int128? _tokens;

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        if (_figures.Done(job) is not { } done)
        {
            _others++;
            return;
        }

        _jobs++;
        _held += job.ChipTime.Held;
        _done += done;
        _lost += _figures.Lost(job);
        if (job.Arrival.Flops!.TokensIn(done) is { } tokens)
        {
            _tokens = (_tokens ?? 0) + tokens;
        }
    }

    /// <summary>Summarises one or more data centers.</summary>
    /// <param name="parts">Their totals.</param>
    /// <param name="end">Length of the run in microseconds.</param>
    /// <param name="attributed">Works out what is put down to these jobs.</param>
    /// <returns>Null: no job stated its FLOPs.</returns>
    public static ComputeSummary? Summarize(IReadOnlyList<ComputeStatistics> parts, long end, Func<AttributedSummary> attributed)
    {
        var jobs = parts.Sum(part => part._jobs);
        if (jobs == 0)
        {
            return null;
        }

        var (done, held) = (JobStatistics.SumOf(parts, part => part._done), JobStatistics.SumOf(parts, part => part._held));
        Int128? tokens = parts.Any(part => part._tokens is not null)
            ? JobStatistics.SumOf(parts, part => part._tokens ?? 0)
            : null;
        return new(
            jobs,
            parts.Sum(part => part._others),
            Decimals.Seconds(held),
            done,
            JobStatistics.SumOf(parts, part => part._lost),
            Rate(done, Petaflop, end),
            tokens,
            tokens is { } known ? Rate(known, 1, end) : null)
        {
            Attributed = attributed(),
        };
    }

    private static decimal? Rate(Int128 amount, long unit, long end) =>
        end == 0 ? null : Decimals.Amount((BigInteger)amount * MicrosecondsPerSecond, (BigInteger)end * unit);
}
