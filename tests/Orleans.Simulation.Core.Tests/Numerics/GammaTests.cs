using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Tests.Numerics;

public sealed class GammaTests
{
    // Factorials, halves by sqrt(pi), and the 170! that a double still holds.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1.5, 0.88622692545275801)]
    [InlineData(2, 1)]
    [InlineData(2.5, 1.3293403881791370)]
    [InlineData(5, 24)]
    [InlineData(11, 3_628_800)]
    [InlineData(171, 7.257415615307999e306)]
    public void Gamma_KnownValue_IsMet(double value, double expected) =>
        Assert.Equal(1, DeterministicMath.Gamma(value) / expected, value < 30 ? 1e-14 : 2e-13);

    [Fact]
    public void Gamma_OneLarger_IsThatManyTimesAsMuch()
    {
        for (var value = 1.0; value < 170; value += 0.37)
        {
            Assert.Equal(value, DeterministicMath.Gamma(value + 1) / DeterministicMath.Gamma(value), value * 2e-13);
        }
    }

    [Fact]
    public void Gamma_BeyondTheRange_IsInfinite() => Assert.Equal(double.PositiveInfinity, DeterministicMath.Gamma(172));

    [Theory]
    [InlineData(0.999)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Gamma_LessThanOne_IsRefused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.Gamma(value));

    // The bits that this port gives: a platform, compiler or edit that changes one of them changes results of runs.
    [Theory]
    [InlineData(1, 0x3FEFFFFFFFFFFFFFUL)]
    [InlineData(1.5, 0x3FEC5BF891B4EF73UL)]
    [InlineData(2.428571428571429, 0x3FF440D0261062B4UL)]
    [InlineData(171, 0x7FA4AB78644183E2UL)]
    public void Gamma_KnownValue_HasGoldenBits(double value, ulong bits) =>
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(DeterministicMath.Gamma(value)));
}
