using Orleans.Simulation.Scenarios.Quantities;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class FlopTextTests
{
    [Theory]
    [InlineData("1 GFLOP", "1000000000")]
    [InlineData("0.000000001 GFLOP", "1")]
    [InlineData("2.5 ZFLOP", "2500000000000000000000")]
    [InlineData("38YFLOP", "38000000000000000000000000")]
    [InlineData("10000 YFLOP", "10000000000000000000000000000")]
    public void TryParse_Flops_AreExact(string text, string flop)
    {
        Assert.True(FlopText.TryParse(text, out var value));
        Assert.Equal(flop, $"{value:0}");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1 FLOPS")]
    [InlineData("0 GFLOP")]
    [InlineData("-1 GFLOP")]
    [InlineData("0.0000000001 GFLOP")]
    [InlineData("10000.1 YFLOP")]
    [InlineData("999999999999999 YFLOP")]
    [InlineData("YFLOP")]
    public void TryParse_OtherTexts_AreRefused(string text) => Assert.False(FlopText.TryParse(text, out _));

    [Theory]
    [InlineData("405B", 405_000_000_000)]
    [InlineData("15.6T", 15_600_000_000_000)]
    [InlineData("7", 7)]
    [InlineData("0.5 M", 500_000)]
    [InlineData("1000000T", Most)]
    public void TryParseCount_Numbers_AreExact(string text, long count)
    {
        Assert.True(FlopText.TryParseCount(text, Most, out var value));
        Assert.Equal(count, value);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("405 G")]
    [InlineData("1000000.1T")]
    [InlineData("999999999999999T")]
    public void TryParseCount_OtherTexts_AreRefused(string text) => Assert.False(FlopText.TryParseCount(text, Most, out _));

    private const long Most = 1_000_000_000_000_000_000;
}
