using CsCheck;
using Orleans.Simulation.Traces.Parsing;

namespace Orleans.Simulation.Traces.Tests.Parsing;

public sealed class DecimalSecondsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("66.0", 66_000_000)]
    [InlineData("0.000001", 1)]
    [InlineData("1.5", 1_500_000)]
    [InlineData("007.1000000", 7_100_000)]
    [InlineData("1000000000000.000000", 1_000_000_000_000_000_000)]
    public void Parse_ValidText_IsExact(string text, long expected)
    {
        Assert.Null(DecimalSeconds.Parse(text, out var microseconds));
        Assert.Equal(expected, microseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+5")]
    [InlineData("5 ")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("-0.5")]
    [InlineData("1.2.3")]
    [InlineData("٣")]
    [InlineData("1000000000000.000001")]
    [InlineData("0.1234567")]
    public void Parse_InvalidText_NamesRule(string text) => Assert.NotNull(DecimalSeconds.Parse(text, out _));

    [Fact]
    public void Parse_FormattedNumber_ReadsItBack() => Gen.Long[0, 1_000_000_000_000_000_000].Sample(expected =>
    {
        Assert.Null(DecimalSeconds.Parse(DecimalSeconds.Format(expected), out var microseconds));
        Assert.Equal(expected, microseconds);
    });
}
