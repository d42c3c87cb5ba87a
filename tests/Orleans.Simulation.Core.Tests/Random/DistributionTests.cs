using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Random;

public sealed class DistributionTests
{
    private const int Count = 200_000;

    private static readonly RandomStream Stream = new(42, 9);

    [Fact]
    public void Exponential_ManyDraws_HasMeanAndMedian()
    {
        var mean = VirtualDuration.FromHours(1);
        var draws = Sorted(uniform => ExponentialDistribution.Draw(mean, uniform));
        Assert.InRange(draws.Average() / mean.Microseconds, 0.99, 1.01);
        Assert.InRange(draws[Count / 2] / (double)mean.Microseconds, 0.683, 0.703);
        Assert.InRange(draws[Count * 99 / 100] / (double)mean.Microseconds, 4.5, 4.7);
    }

    [Theory]
    [InlineData(1, 0.9999999999999999, 1)]
    [InlineData(1_000_000, 0.36787944117144233, 1_000_000)]
    [InlineData(long.MaxValue, 1e-16, long.MaxValue / 2)]
    public void Exponential_EdgeOfRange_StaysInside(long mean, double uniform, long expected) =>
        Assert.Equal(new VirtualDuration(expected), ExponentialDistribution.Draw(new VirtualDuration(mean), uniform));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(1, 0.0)]
    [InlineData(1, 1.0)]
    [InlineData(1, double.NaN)]
    public void Exponential_ArgumentOutOfRange_Throws(long mean, double uniform) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialDistribution.Draw(new VirtualDuration(mean), uniform));

    // Expected values: Python 3 statistics.NormalDist().inv_cdf.
    [Theory]
    [InlineData(1e-300, -37.0470962993612)]
    [InlineData(1e-20, -9.262340089798405)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.074, -1.4466320671589785)]
    [InlineData(0.076, -1.4325027208258114)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.9, 1.2815515655446008)]
    [InlineData(0.975, 1.9599639845400536)]
    [InlineData(0.9999999999999999, 8.209536151601386)]
    public void NormalQuantile_KnownProbability_GivesKnownValue(double probability, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(probability), 1e-14 * (1 + Math.Abs(expected)));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void NormalQuantile_OutsideUnitInterval_Throws(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability));

    [Fact]
    public void NormalQuantile_ManyDraws_HasMomentsOfStandardNormal()
    {
        var draws = Enumerable.Range(0, Count).Select(entity => NormalDistribution.Quantile(Stream.Uniform(entity, 1))).ToList();
        Assert.InRange(draws.Average(), -0.0112, 0.0112);
        Assert.InRange(draws.Average(draw => draw * draw), 0.984, 1.016);
        Assert.InRange(draws.Average(draw => draw * draw * draw * draw), 2.89, 3.11);
    }

    [Fact]
    public void LogNormal_ManyDraws_HasMedianAndQuantiles()
    {
        var median = VirtualDuration.FromMinutes(90);
        var draws = Sorted(uniform => LogNormalDistribution.Draw(median, 1.5, uniform));
        Assert.InRange(draws[Count / 2] / (double)median.Microseconds, 0.98, 1.02);

        // The quantile of probability 0.8413 lies one sigma above.
        var upper = draws[(int)(Count * 0.8413447)] / (double)median.Microseconds;
        Assert.InRange(upper / DeterministicMath.Exp(1.5), 0.97, 1.03);
    }

    [Fact]
    public void LogNormal_SigmaZero_IsMedianExactly()
    {
        var median = new VirtualDuration((1L << 53) + 1);
        Assert.Equal(median, LogNormalDistribution.Draw(median, 0, 0.9));
    }

    [Fact]
    public void LogNormal_HugeSigma_Saturates() =>
        Assert.Equal(RandomDuration.Longest, LogNormalDistribution.Draw(new VirtualDuration(1), 1000, 0.9));

    [Theory]
    [InlineData(-1, 1.0)]
    [InlineData(1, -1.0)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    public void LogNormal_ArgumentOutOfRange_Throws(long median, double sigma) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogNormalDistribution.Draw(new VirtualDuration(median), sigma, 0.5));

    [Fact]
    public void WeightedChoice_ManyDraws_FollowsWeights()
    {
        long[] weights = [3, 0, 6, 1];
        var counts = new int[weights.Length];
        for (var entity = 0; entity < Count; entity++)
        {
            counts[WeightedChoice.Draw(weights, Stream.Draw(entity, 3))]++;
        }

        Assert.InRange(counts[0], 58_900, 61_100);
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[2], 118_900, 121_100);
        Assert.InRange(counts[3], 19_300, 20_700);
    }

    [Theory]
    [InlineData(0U, 1)]
    [InlineData(uint.MaxValue, 3)]
    public void WeightedChoice_EdgeDraw_ChoosesOptionWithWeight(uint word, int expected) =>
        Assert.Equal(expected, WeightedChoice.Draw([0, 5, long.MaxValue / 2, 5, 0], new Philox4x32.Block(word, word, 0, 0)));

    [Fact]
    public void WeightedChoice_UnusableWeights_Throws()
    {
        Assert.Throws<ArgumentException>(() => WeightedChoice.Draw([], default));
        Assert.Throws<ArgumentException>(() => WeightedChoice.Draw([0, 0], default));
        Assert.Throws<ArgumentException>(() => WeightedChoice.Draw([2, -1], default));
        Assert.Throws<OverflowException>(() => WeightedChoice.Draw([long.MaxValue, 1], default));
    }

    private static List<long> Sorted(Func<double, VirtualDuration> draw) =>
        [.. Enumerable.Range(0, Count).Select(entity => draw(Stream.Uniform(entity, 0)).Microseconds).Order()];
}
