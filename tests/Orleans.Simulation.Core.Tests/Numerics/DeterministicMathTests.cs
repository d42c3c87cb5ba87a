using CsCheck;
using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Tests.Numerics;

public sealed class DeterministicMathTests
{
    private const int Draws = 200_000;

    // Any bit pattern: subnormal numbers, infinities and not-a-number among them.
    // Signalling NaNs are made quiet: C libraries differ on pow(signalling NaN, 0).
    private static readonly Gen<double> AnyDouble = Gen.ULong.Select(BitConverter.UInt64BitsToDouble)
        .Select(value => double.IsNaN(value) ? double.NaN : value);

    [Fact]
    public void Log_AnyBits_WithinOneUlpOfMath() =>
        AnyDouble.Sample(value => AssertUlps(Math.Log(value), DeterministicMath.Log(value), 1), iter: Draws);

    [Fact]
    public void Log_NearOne_WithinOneUlpOfMath() =>
        Gen.Double[0.5, 2].Sample(value => AssertUlps(Math.Log(value), DeterministicMath.Log(value), 1), iter: Draws);

    [Fact]
    public void Log_UnitInterval_WithinOneUlpOfMath() =>
        Gen.Double[1e-16, 1].Sample(value => AssertUlps(Math.Log(value), DeterministicMath.Log(value), 1), iter: Draws);

    [Fact]
    public void Exp_AnyBits_WithinOneUlpOfMath() =>
        AnyDouble.Sample(value => AssertUlps(Math.Exp(value), DeterministicMath.Exp(value), 1), iter: Draws);

    [Fact]
    public void Exp_WholeRange_WithinOneUlpOfMath() =>
        Gen.Double[-746, 710].Sample(value => AssertUlps(Math.Exp(value), DeterministicMath.Exp(value), 1), iter: Draws);

    [Fact]
    public void Exp_NearZero_WithinOneUlpOfMath() =>
        Gen.Double[-2, 2].Sample(value => AssertUlps(Math.Exp(value), DeterministicMath.Exp(value), 1), iter: Draws);

    [Fact]
    public void Atan_AnyBits_WithinOneUlpOfMath() =>
        AnyDouble.Sample(value => AssertUlps(Math.Atan(value), DeterministicMath.Atan(value), 1), iter: Draws);

    [Fact]
    public void Atan_ModerateNumbers_WithinOneUlpOfMath() =>
        Gen.Double[-4, 4].Sample(value => AssertUlps(Math.Atan(value), DeterministicMath.Atan(value), 1), iter: Draws);

    [Fact]
    public void Pow_AnyBits_WithinTwoUlpsOfMath() =>
        Gen.Select(AnyDouble, AnyDouble).Sample(
            (value, power) => AssertUlps(Math.Pow(value, power), DeterministicMath.Pow(value, power), 2), iter: Draws);

    [Fact]
    public void Pow_ModerateNumbers_WithinTwoUlpsOfMath() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[-170, 170]).Sample(
            (value, power) => AssertUlps(Math.Pow(value, power), DeterministicMath.Pow(value, power), 2), iter: Draws);

    [Fact]
    public void Pow_NegativeBaseWholePower_WithinTwoUlpsOfMath() =>
        Gen.Select(Gen.Double[-100, 0], Gen.Int[-170, 170]).Sample(
            (value, power) => AssertUlps(Math.Pow(value, power), DeterministicMath.Pow(value, power), 2), iter: Draws);

    [Fact]
    public void Pow_BaseNearOneHugePower_WithinTwoUlpsOfMath() =>
        Gen.Select(Gen.Double[-1e-9, 1e-9], Gen.Double[-1e11, 1e11]).Sample(
            (offset, power) => AssertUlps(Math.Pow(1 + offset, power), DeterministicMath.Pow(1 + offset, power), 2), iter: Draws);

    [Fact]
    public void Pow_SpecialPairs_EqualMath()
    {
        double[] specials =
        [
            0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e300, -1e300, 1e-300, double.Epsilon, -double.Epsilon,
            double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
            9007199254740991, 9007199254740992, 4294967297, 1 + 1e-15, 1 - 1e-15,
        ];
        foreach (var value in specials)
        {
            foreach (var power in specials)
            {
                AssertUlps(Math.Pow(value, power), DeterministicMath.Pow(value, power), 2);
            }
        }
    }

    [Theory]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(double.NegativeInfinity, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(1.0, 0.0)]
    [InlineData(double.Epsilon, -744.4400719213812)]
    public void Log_SpecialValue_FollowsIeee(double value, double expected) =>
        Assert.Equal(expected, DeterministicMath.Log(value));

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(709.79, double.PositiveInfinity)]
    [InlineData(-745.14, 0.0)]
    [InlineData(-745.13, double.Epsilon)]
    [InlineData(1e-20, 1.0)]
    public void Exp_SpecialValue_FollowsIeee(double value, double expected) =>
        Assert.Equal(expected, DeterministicMath.Exp(value));

    // The bits that this port gives: a platform, compiler or edit that changes one of them changes results of runs.
    [Theory]
    [InlineData(0.1, 0xC0026BB1BBB55515UL)]
    [InlineData(0.7, 0xBFD6D3C324E13F50UL)]
    [InlineData(3.0, 0x3FF193EA7AAD030AUL)]
    [InlineData(1e-300, 0xC085963447F87FB5UL)]
    [InlineData(12345.678, 0x4022D79559791E31UL)]
    public void Log_KnownValue_HasGoldenBits(double value, ulong bits) =>
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(DeterministicMath.Log(value)));

    [Theory]
    [InlineData(0.1, 0x3FF1AEC7B35A00D4UL)]
    [InlineData(-0.7, 0x3FDFC80DB9DD5542UL)]
    [InlineData(3.3, 0x403B1CD5E7807B7BUL)]
    [InlineData(-700.25, 0x00CAF5FE9A485C8EUL)]
    [InlineData(-740.5, 0x0000000000000033UL)]
    [InlineData(123.456, 0x4B11428E1CBC0143UL)]
    public void Exp_KnownValue_HasGoldenBits(double value, ulong bits) =>
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(DeterministicMath.Exp(value)));

    [Theory]
    [InlineData(0.1, 0.3, 0x3FE009B9CF334253UL)]
    [InlineData(1.7, -12.25, 0x3F58A0A50BED0551UL)]
    [InlineData(123.456, 7.5, 0x4331412532898D74UL)]
    [InlineData(-3.5, 33, 0xC3A8FAED9951A568UL)]
    [InlineData(1.0000000001, 1e10, 0x4005BF0AA93F93C0UL)]
    public void Pow_KnownValue_HasGoldenBits(double value, double power, ulong bits) =>
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(DeterministicMath.Pow(value, power)));

    private static void AssertUlps(double expected, double actual, long limit)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
        {
            Assert.Equal(double.IsNaN(expected), double.IsNaN(actual));
            return;
        }

        var distance = Math.Abs(Ordinal(expected) - Ordinal(actual));
        Assert.True(distance <= limit, $"{actual:R} is {distance} units from {expected:R}, must be within {limit}");
    }

    // Maps doubles to integers in the same order; both zeros to zero.
    private static long Ordinal(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return bits < 0 ? -(bits & long.MaxValue) : bits;
    }
}
