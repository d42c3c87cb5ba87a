using System.Numerics;
using CsCheck;
using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Tests.Numerics;

/// <summary>Products and shares of numbers of any length are those of whole numbers without limit, or do not fit.</summary>
public sealed class ShareTests
{
    private static readonly Gen<Int128> Amounts = Gen.Select(
        Gen.ULong, Gen.ULong, Gen.Int[1, 127], (high, low, shift) => (Int128)(new UInt128(high, low) >> shift));

    private static readonly Gen<long> Factors = Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 62], (factor, shift) => factor >> shift);

    [Fact]
    public void Product_AnyNumbers_IsExactOrDoesNotFit() => Gen.Select(Amounts, Factors, Gen.Bool, Gen.Bool).Sample(
        (amount, factor, isLess, isFactorLess) =>
        {
            var (left, right) = (isLess ? -amount : amount, isFactorLess ? -factor : factor);
            MustBe((BigInteger)left * right, () => DeterministicMath.Product(left, right));
        },
        iter: 20_000);

    [Fact]
    public void Product_AnyWideNumbers_IsExactOrDoesNotFit() => Gen.Select(Amounts, Amounts, Gen.Bool, Gen.Bool).Sample(
        (amount, factor, isLess, isFactorLess) =>
        {
            var (left, right) = (isLess ? -amount : amount, isFactorLess ? -factor : factor);
            MustBe((BigInteger)left * (BigInteger)right, () => DeterministicMath.Product(left, right));
        },
        iter: 20_000);

    [Fact]
    public void ShareOf_AnyNumbers_IsRoundedUpOrDoesNotFit() => Gen.Select(Amounts, Factors, Factors).Sample(
        (amount, part, whole) =>
        {
            whole = Math.Max(1, whole);
            var product = (BigInteger)amount * part;
            var expected = product > (BigInteger)Int128.MaxValue ? product : (product + whole - 1) / whole;
            MustBe(expected, () => DeterministicMath.ShareOf(amount, part, whole));
        },
        iter: 20_000);

    /// <summary>Where a whole number is missed by little: the share is rounded by what is left over, whatever floating point makes of it.</summary>
    [Fact]
    public void ShareOf_AroundWholeNumbers_IsRoundedUp() => Gen.Select(Factors, Factors, Gen.Int[-2, 2]).Sample(
        (quotient, whole, more) =>
        {
            whole = Math.Max(1, whole);
            var amount = ((Int128)quotient * whole) + more;
            if (amount >= 0)
            {
                var expected = ((BigInteger)amount + whole - 1) / whole;
                MustBe(expected, () => DeterministicMath.ShareOf(amount, 1, whole));
            }
        },
        iter: 50_000);

    private static void MustBe(BigInteger expected, Func<Int128> actual)
    {
        if (expected > (BigInteger)Int128.MaxValue || expected < (BigInteger)Int128.MinValue)
        {
            Assert.Throws<OverflowException>(() => actual());
            return;
        }

        Assert.Equal(expected, (BigInteger)actual());
    }
}
