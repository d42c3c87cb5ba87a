using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Quantities;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("90s", 90_000_000)]
    [InlineData("5m", 300_000_000)]
    [InlineData("5 min", 300_000_000)]
    [InlineData("1.5h", 5_400_000_000)]
    [InlineData("1d", 86_400_000_000)]
    [InlineData("50677h", 182_437_200_000_000)]
    [InlineData("0.000001s", 1)]
    [InlineData("250us", 250)]
    [InlineData("1.001ms", 1_001)]
    [InlineData("-5s", -5_000_000)]
    [InlineData("0s", 0)]
    [InlineData("8766000h", 31_557_600_000_000_000)]
    public void Duration_NumberWithUnit_IsExact(string text, long microseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(new VirtualDuration(microseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("90")]
    [InlineData("90S")]
    [InlineData("0.5us")]
    [InlineData("1h30m")]
    [InlineData("1,5h")]
    [InlineData("1e3s")]
    [InlineData("--1s")]
    [InlineData("8766001h")]
    [InlineData("99999999999999999999999999999999999999d")]
    public void Duration_AnythingElse_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("500 W", 500_000)]
    [InlineData("500W", 500_000)]
    [InlineData("1.2 kW", 1_200_000)]
    [InlineData("1 MW", 1_000_000_000)]
    [InlineData("1 mW", 1)]
    public void Power_NumberWithUnit_IsExact(string text, long milliwatts)
    {
        Assert.True(PowerText.TryParse(text, out var power));
        Assert.Equal(new Watts(milliwatts), power);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("-1 W")]
    [InlineData("0.5 mW")]
    [InlineData("1.1 MW")]
    [InlineData("5 h")]
    public void Power_AnythingElse_IsRefused(string text) => Assert.False(PowerText.TryParse(text, out _));
}
