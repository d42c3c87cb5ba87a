using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Traces.Generation;

/// <summary>Draws the jobs of a <see cref="GeneratorSource"/> one by one.</summary>
/// <remarks>
/// Arrivals are a Poisson process whose rate changes with the hour of the virtual day. It is made by time change (see
/// <see cref="DailyProfile"/>), not by thinning: one draw a job whatever the profile, integer arithmetic apart from the one
/// logarithm, and changed weights move jobs in time but leave their sizes and run times as they were.
/// <para>Every draw is addressed by (stream, job index, one of three numbers), so the sequence has no hidden state.</para>
/// </remarks>
public static class WorkloadGenerator
{
    private const uint GapDraw = 0;
    private const uint SizeDraw = 1;
    private const uint WorkDraw = 2;

    /// <summary>The jobs of a source by submission, named <c>NAME-000000</c>, <c>NAME-000001</c> and so on.</summary>
    /// <param name="source">The source; equal sources give equal jobs.</param>
    /// <exception cref="ArgumentException">The source breaks one of the rules that its type documents.</exception>
    public static IEnumerable<TraceJob> Generate(GeneratorSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Check(source);
        return Draw(source, new DailyProfile(source.HourlyWeights));
    }

    private static IEnumerable<TraceJob> Draw(GeneratorSource source, DailyProfile profile)
    {
        var stream = new RandomStream(source.Seed, source.Stream);
        long[] weights = [.. source.Sizes.Select(size => size.Weight)];
        var submit = source.Start;
        for (var job = 0L; ; job++)
        {
            var gap = ExponentialDistribution.Draw(source.MeanInterarrival, stream.Uniform(job, GapDraw));
            submit = profile.Advance(submit, gap);
            if (submit >= source.End)
            {
                yield break;
            }

            var size = source.Sizes[WeightedChoice.Draw(weights, stream.Draw(job, SizeDraw))];
            var work = stream.Uniform(job, WorkDraw);
            yield return new TraceJob(job, $"{source.Name}-{job:D6}", submit, RunTime(source, size, work), size.Chips)
            {
                Flops = size.MedianFlops is { } median ? Flops(median, size.Sigma, work) : null,
            };
        }
    }

    private static VirtualDuration RunTime(GeneratorSource source, JobSizeClass size, double uniform)
    {
        if (size.MedianFlops is not null)
        {
            return VirtualDuration.Zero;
        }

        var drawn = LogNormalDistribution.Draw(size.MedianWork, size.Sigma, uniform);
        return new(Math.Clamp(drawn.Microseconds, source.MinWork.Microseconds, source.MaxWork.Microseconds));
    }

    /// <summary>FLOPs of a job: whole tokens where it counts them.</summary>
    private static ModelFlops Flops(ModelFlops median, double sigma, double uniform)
    {
        var unit = Math.Max(1, median.PerToken);
        var (billions, rest) = Int128.DivRem(median.Count / unit, LogNormalDistribution.FactorUnit);

        // The product of the two could need more than 128 bits.
        var factor = LogNormalDistribution.DrawFactor(sigma, uniform);
        var units = (billions * factor) + (rest * factor / LogNormalDistribution.FactorUnit);
        return median with { Count = Int128.Max(1, units) * unit };
    }

    private static void Check(GeneratorSource source)
    {
        Require(source.MeanInterarrival > VirtualDuration.Zero, "The mean time between arrivals must be greater than zero.");
        Require(source.Start >= VirtualTime.Zero, "The start must not lie before the start of the run.");
        Require(!source.End.IsNever, "The end must not be never.");
        Require(source.MinWork >= VirtualDuration.Zero, "The shortest run time must be at least zero.");
        Require(source.MinWork <= source.MaxWork, "The shortest run time must not exceed the longest.");
        Require(source.Sizes.Count > 0, "There must be at least one job size.");
        Require(source.Sizes.All(size => size.Chips > 0), "Every job size must be at least one chip.");
        Require(source.Sizes.All(size => size.Weight > 0), "Every weight must be greater than zero.");
        Require(source.Sizes.All(size => size.MedianWork >= VirtualDuration.Zero), "Every median must be at least zero.");
        Require(
            source.Sizes.All(size => double.IsFinite(size.Sigma) && size.Sigma >= 0),
            "Every sigma must be finite and at least zero.");

        void Require(bool condition, string rule)
        {
            if (!condition)
            {
                throw new ArgumentException($"Workload {source.Name}: {rule}", nameof(source));
            }
        }
    }
}
