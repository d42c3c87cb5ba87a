using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Random;

public sealed class WeibullDistributionTests
{
    private const int Count = 100_000;

    private static readonly RandomStream Stream = new(42, 10);
    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(10);

    [Fact]
    public void Draw_ShapeOne_IsExponentialDrawForDraw()
    {
        for (var entity = 0; entity < 10_000; entity++)
        {
            var uniform = Stream.Uniform(entity, 0);
            Assert.Equal(ExponentialDistribution.Draw(Mean, uniform), WeibullDistribution.Draw(Mean, 1, uniform));
        }
    }

    [Fact]
    public void Draw_ShapeNearOne_IsNearlyExponential()
    {
        var uniform = Stream.Uniform(1, 0);
        var near = WeibullDistribution.Draw(Mean, 1 + 1e-9, uniform);
        var exponential = ExponentialDistribution.Draw(Mean, uniform);
        Assert.Equal(1, near.Seconds / exponential.Seconds, 1e-7);
    }

    // Coefficients of variation are sqrt(gamma(1 + 2/k) / gamma(1 + 1/k)^2 - 1); bounds are four standard errors.
    [Theory]
    [InlineData(0.7, 1.462)]
    [InlineData(3, 0.3634)]
    public void Draw_ManyTimes_HasMeanAndSpread(double shape, double variation)
    {
        double[] draws =
        [
            .. Enumerable.Range(0, Count)
                .Select(entity => WeibullDistribution.Draw(Mean, shape, Stream.Uniform(entity, 1)).Seconds),
        ];
        var mean = draws.Average();
        var error = 4 * variation / Math.Sqrt(Count);
        Assert.InRange(mean / Mean.Seconds, 1 - error, 1 + error);
        var spread = Math.Sqrt(draws.Average(draw => (draw - mean) * (draw - mean))) / mean;
        Assert.InRange(spread / variation, 0.97, 1.03);
    }

    // Scale is mean / gamma(1 + 1/k), and the quantile of 1 - u is scale (-ln u)^(1/k); gamma(3) = 2, gamma(1.5) = sqrt(pi) / 2.
    [Theory]
    [InlineData(0.5, 0.36787944117144233, 0.5)]
    [InlineData(0.5, 0.5, 0.24022650695910071)]
    [InlineData(0.5, 0.01, 10.603796220956799)]
    [InlineData(2, 0.36787944117144233, 1.1283791670955126)]
    [InlineData(2, 0.5, 0.93943727869965133)]
    [InlineData(2, 0.99, 0.11312154987688099)]
    public void Draw_KnownQuantile_IsMetToTheMicrosecond(double shape, double uniform, double ofMean) => Assert.InRange(
        WeibullDistribution.Draw(Mean, shape, uniform).Microseconds,
        (Mean.Microseconds * ofMean) - 1,
        (Mean.Microseconds * ofMean) + 1);

    [Theory]
    [InlineData(1, 0.7, 0.9999999999999999, 1)]
    [InlineData(1, 3, 0.9999999999999999, 1)]
    [InlineData(long.MaxValue, 0.3, 1e-16, long.MaxValue / 2)]
    public void Draw_EdgeOfRange_StaysInside(long mean, double shape, double uniform, long expected) =>
        Assert.Equal(new VirtualDuration(expected), WeibullDistribution.Draw(new(mean), shape, uniform));

    [Theory]
    [InlineData(0, 2, 0.5)]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, -1, 0.5)]
    [InlineData(1, double.NaN, 0.5)]
    [InlineData(1, double.PositiveInfinity, 0.5)]
    [InlineData(1, 2, 0.0)]
    [InlineData(1, 2, 1.0)]
    public void Draw_ArgumentOutOfRange_Throws(long mean, double shape, double uniform) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WeibullDistribution.Draw(new(mean), shape, uniform));
}
