using CsCheck;
using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Tests.Energy;

public sealed class WeatherPueTests
{
    private static readonly WeatherPue Model = new(1.08, 12, 0.004);

    /// <summary>The example in Stull's paper.</summary>
    [Fact]
    public void WetBulb_TwentyDegreesHalfSaturated_IsThatOfThePaper() => Assert.Equal(13.7, WetBulb.Of(20, 50), 0.05);

    /// <summary>Equation 1 with the arc tangent of the platform.</summary>
    [Fact]
    public void WetBulb_WholeRange_IsTheEquation() => Gen.Select(Gen.Double[-20, 50], Gen.Double[5, 99]).Sample((t, rh) =>
    {
        var expected = (t * Math.Atan(0.151977 * Math.Sqrt(rh + 8.313659))) + Math.Atan(t + rh) - Math.Atan(rh - 1.676331)
            + (0.00391838 * Math.Sqrt(rh * rh * rh) * Math.Atan(0.023101 * rh)) - 4.686035;
        Assert.Equal(expected, WetBulb.Of(t, rh), 1e-9);
    });

    [Theory]
    [InlineData(60, 50, 50, 50)]
    [InlineData(-30, 50, -20, 50)]
    [InlineData(20, 100, 20, 99)]
    [InlineData(20, 0, 20, 5)]
    public void WetBulb_BeyondItsRange_IsThatOfTheEdge(double t, double rh, double edgeT, double edgeRh) =>
        Assert.Equal(WetBulb.Of(edgeT, edgeRh), WetBulb.Of(t, rh));

    [Fact]
    public void PartsPerMillion_CoolWeather_IsTheBase() => Assert.Equal(1_080_000, Model.PartsPerMillion(10, 60));

    [Fact]
    public void PartsPerMillion_WarmWeather_RisesByDegrees()
    {
        var expected = 1_080_000 + (4_000 * (WetBulb.Of(30, 60) - 12));
        Assert.InRange(Model.PartsPerMillion(30, 60), expected - 0.5, expected + 0.5);
        Assert.InRange(Model.PartsPerMillion(30, 60), 1_120_000, 1_140_000);
    }
}
