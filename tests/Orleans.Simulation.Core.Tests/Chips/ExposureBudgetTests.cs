using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Chips;

public sealed class ExposureBudgetTests
{
    private static readonly VirtualTime Start = new(1_000);

    private static readonly Gen<(long Length, int Parts)[]> Spans =
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Int[0, 1000]).Array[1, 6];

    [Fact]
    public void At_AnyCut_LeavesTheSame() =>
        Gen.Select(Gen.Long[1, long.MaxValue - 1], Spans, Gen.Double.Unit).Sample(
            (left, spans, cut) =>
            {
                var (whole, cutUp) = (new ExposureBudget(Start, left), new ExposureBudget(Start, left));
                foreach (var (length, parts) in spans)
                {
                    var end = whole.Since + new VirtualDuration(length);
                    var middle = new VirtualTime(whole.Since.Microseconds + (long)(cut * length));
                    (whole, cutUp) = (whole.At(end, parts), cutUp.At(middle, parts).At(end, parts));
                }

                Assert.Equal(whole, cutUp);
            });

    [Fact]
    public void EndsAt_AnyBudget_IsTheFirstMicrosecondAtWhichNothingIsLeft() =>
        Gen.Select(Gen.Long[-2_000, 1_000_000_000_000_000], Gen.Int[1, 1000]).Sample((left, parts) =>
        {
            var budget = new ExposureBudget(Start, left);
            var end = budget.EndsAt(parts);
            Assert.True(budget.At(end, parts).Left <= 0);
            Assert.True(end == Start || budget.At(new(end.Microseconds - 1), parts).Left > 0);
        });

    [Theory]
    [InlineData(1, 0, long.MaxValue)]
    [InlineData(0, 0, 1_000)]
    [InlineData(-7, 0, 1_000)]
    [InlineData(1, 1000, 1_001)]
    [InlineData(1001, 1000, 1_002)]
    [InlineData(long.MaxValue, 1000, long.MaxValue)]
    [InlineData(long.MaxValue - 1, 1, long.MaxValue)]
    public void EndsAt_Extremes_AreWhatTheyMean(long left, int parts, long end) =>
        Assert.Equal(new VirtualTime(end), new ExposureBudget(Start, left).EndsAt(parts));

    [Theory]
    [InlineData(long.MaxValue / 2, 1, long.MaxValue / 2)]
    [InlineData(7, 1000, 7_000)]
    [InlineData(long.MaxValue / 1000, 1000, long.MaxValue)]
    [InlineData(long.MaxValue / 2, 1000, long.MaxValue)]
    public void Of_LifeThatDoesNotFit_IsEndless(long life, int parts, long left) =>
        Assert.Equal(new(Start, left), ExposureBudget.Of(new(life), Start, parts));

    [Fact]
    public void At_EndlessBudget_StaysEndless() =>
        Assert.Equal(new(new(5_000_000_000), long.MaxValue), ExposureBudget.Endless.At(new(5_000_000_000), 1000));
}
