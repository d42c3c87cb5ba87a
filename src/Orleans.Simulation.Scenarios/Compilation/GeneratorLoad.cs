using System.Numerics;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Turns the offered load of a generator into the mean time between its arrivals.</summary>
/// <remarks>
/// Means are taken over midpoints of equally likely slices of the run-time distribution, drawn with the function
/// that also draws the jobs and then summed as integers: the same on every platform.
/// </remarks>
internal static class GeneratorLoad
{
    // 4,096 slices give the mean of a log-normal of sigma 1.3, cut at ten times its median, to better than 0.01 %.
    private const int Slices = 4_096;
    private const long Million = 1_000_000;

    /// <summary>The sizes that fit into a data center.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="largest">Chips of the largest job that can start.</param>
    public static IReadOnlyList<JobSizeSpec> FittingSizes(GeneratorSpec generator, long largest) =>
        [.. generator.Sizes.Where(size => size.Chips <= largest)];

    /// <summary>The mean time between arrivals that offers the load: E[chips x run time] / (load x chips).</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="sizes">The sizes that are drawn; at least one.</param>
    /// <param name="target">Where they may run.</param>
    /// <returns>At least a microsecond, at most <see cref="DurationText.Max"/>.</returns>
    public static VirtualDuration MeanInterarrival(
        GeneratorSpec generator, IReadOnlyList<JobSizeSpec> sizes, GeneratorTarget target)
    {
        if (generator.MeanInterarrival is { } stated)
        {
            return stated;
        }

        var chipTime = sizes.Aggregate(
            BigInteger.Zero,
            (sum, size) => sum + (size.Weight * ChipTimeOverSlices(generator, size, target)));
        var jobs = (BigInteger)sizes.Sum(size => size.Weight) * Slices;
        var load = (long)(generator.Load!.Value * Million);
        var microseconds = chipTime * Million / (jobs * load * target.Chips);
        return new VirtualDuration((long)BigInteger.Clamp(microseconds, 1, DurationText.Max.Microseconds));
    }

    /// <summary>
    /// The mean run time of a size that states it, between the shortest and the longest that the generator allows.
    /// </summary>
    public static VirtualDuration MeanRunTime(GeneratorSpec generator, JobSizeSpec size) =>
        new((long)(RunTimeOverSlices(generator, size, size.MedianRunTime!.Value) / Slices));

    private static BigInteger ChipTimeOverSlices(GeneratorSpec generator, JobSizeSpec size, GeneratorTarget target)
    {
        if (size.MedianFlops is not { } flops)
        {
            return (BigInteger)size.Chips * RunTimeOverSlices(generator, size, size.MedianRunTime!.Value);
        }

        var (chips, flop) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var room in target.Rooms.Where(room => target.PartOf(size.Chips) <= room.LargestJob))
        {
            chips += room.Chips;
            flop += (BigInteger)room.Chips * room.Speed!.PerChip(flops, target.PartOf(size.Chips));
        }

        var factors = Middles().Sum(middle => LogNormalDistribution.DrawFactor((double)size.Sigma, middle));
        return flops.Count * factors * chips / (flop * LogNormalDistribution.FactorUnit);
    }

    private static Int128 RunTimeOverSlices(GeneratorSpec generator, JobSizeSpec size, VirtualDuration median)
    {
        var total = Int128.Zero;
        foreach (var middle in Middles())
        {
            var drawn = LogNormalDistribution.Draw(median, (double)size.Sigma, middle);
            var raised = drawn < generator.MinRunTime ? generator.MinRunTime : drawn;
            total += VirtualDuration.Min(raised, generator.MaxRunTime).Microseconds;
        }

        return total;
    }

    private static IEnumerable<double> Middles()
    {
        for (var slice = 0; slice < Slices; slice++)
        {
            yield return ((2 * slice) + 1) / (2.0 * Slices);
        }
    }
}
