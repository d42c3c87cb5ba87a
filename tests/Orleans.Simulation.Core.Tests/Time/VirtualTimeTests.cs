using CsCheck;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Time;

public sealed class VirtualTimeTests
{
    private static readonly Gen<long> Half = Gen.Long[-(long.MaxValue / 2), long.MaxValue / 2];

    [Fact]
    public void Default_IsStartOfRun() => Assert.Equal(VirtualTime.Zero, default);

    [Fact]
    public void Difference_OfSum_IsDuration() =>
        Gen.Select(Half, Half).Sample((start, length) =>
        {
            var time = new VirtualTime(start);
            var duration = new VirtualDuration(length);
            Assert.Equal(duration, (time + duration) - time);
        });

    [Fact]
    public void Comparison_AnyTwo_FollowsMicroseconds() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((left, right) =>
        {
            var (a, b) = (new VirtualTime(left), new VirtualTime(right));
            Assert.Equal(left < right, a < b);
            Assert.Equal(left <= right, a <= b);
            Assert.Equal(left > right, a > b);
            Assert.Equal(left >= right, a >= b);
            Assert.Equal(Math.Min(left, right), VirtualTime.Min(a, b).Microseconds);
            Assert.Equal(Math.Max(left, right), VirtualTime.Max(a, b).Microseconds);
        });

    [Fact]
    public void Sum_BeyondRange_Throws()
    {
        Assert.Throws<OverflowException>(() => VirtualTime.Never + new VirtualDuration(1));
        Assert.Throws<OverflowException>(() => VirtualTime.FromSeconds(long.MaxValue / 1000));
    }

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(1, "00:00:00.000001")]
    [InlineData(86_400_000_000, "1.00:00:00")]
    [InlineData(90_061_500_000, "1.01:01:01.500000")]
    [InlineData(-1_000_000, "-00:00:01")]
    [InlineData(long.MaxValue, "never")]
    public void ToString_AnyInstant_ReadsAsClock(long microseconds, string expected) =>
        Assert.Equal(expected, new VirtualTime(microseconds).ToString());
}
