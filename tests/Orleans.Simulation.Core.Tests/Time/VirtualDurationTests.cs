using CsCheck;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Time;

public sealed class VirtualDurationTests
{
    [Fact]
    public void Factories_SameLength_AreEqual()
    {
        Assert.Equal(VirtualDuration.FromHours(2), VirtualDuration.FromMinutes(120));
        Assert.Equal(VirtualDuration.FromMinutes(3), VirtualDuration.FromSeconds(180));
        Assert.Equal(new VirtualDuration(1_000_000), VirtualDuration.FromSeconds(1));
    }

    [Fact]
    public void Operators_SmallNumbers_FollowIntegers() =>
        Gen.Select(Gen.Int, Gen.Int).Sample((left, right) =>
        {
            var (a, b) = (new VirtualDuration(left), new VirtualDuration(right));
            Assert.Equal((long)left + right, (a + b).Microseconds);
            Assert.Equal((long)left - right, (a - b).Microseconds);
            Assert.Equal((long)left * right, (a * right).Microseconds);
            Assert.Equal(left < right, a < b);
            Assert.Equal(left > right, a > b);
            Assert.Equal(Math.Min(left, right), VirtualDuration.Min(a, b).Microseconds);
        });

    [Fact]
    public void Quotient_ByDuration_CountsWholeFits() =>
        Assert.Equal(2, VirtualDuration.FromSeconds(59) / VirtualDuration.FromSeconds(25));

    [Fact]
    public void Arithmetic_BeyondRange_Throws()
    {
        Assert.Throws<OverflowException>(() => new VirtualDuration(long.MaxValue) + new VirtualDuration(1));
        Assert.Throws<OverflowException>(() => new VirtualDuration(long.MinValue) - new VirtualDuration(1));
        Assert.Throws<OverflowException>(() => new VirtualDuration(long.MaxValue) * 2);
        Assert.Throws<OverflowException>(() => VirtualDuration.FromHours(long.MaxValue / 1_000_000));
    }
}
