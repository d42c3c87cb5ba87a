namespace Orleans.Simulation.Core.Numerics;

/// <content>Products and shares of wide numbers that are mostly short: exact for all, quick where 64 bits hold them.</content>
public static partial class DeterministicMath
{
    /// <summary>A product.</summary>
    /// <exception cref="OverflowException">128 bits do not hold it.</exception>
    public static Int128 Product(Int128 number, long factor)
    {
        var low = unchecked((long)number);
        return low == number ? Math.BigMul(low, factor) : number * factor;
    }

    /// <summary>A product.</summary>
    /// <exception cref="OverflowException">128 bits do not hold it.</exception>
    public static Int128 Product(Int128 left, Int128 right)
    {
        var low = unchecked((long)right);
        return low == right ? Product(left, low) : left * right;
    }

    /// <summary>An amount times a part over the whole, rounded up.</summary>
    /// <param name="amount">The amount; at least zero.</param>
    /// <param name="part">The part; at least zero.</param>
    /// <param name="whole">The whole; greater than zero.</param>
    /// <exception cref="OverflowException">128 bits do not hold the product.</exception>
    public static Int128 ShareOf(Int128 amount, long part, long whole)
    {
        var product = Product(amount, part);
        var low = unchecked((long)product);
        if (low == product)
        {
            return ((ulong)low + (ulong)(whole - 1)) / (ulong)whole;
        }

        return TryShortQuotient((UInt128)product, whole, out var roundedUp)
            ? roundedUp
            : (Int128)(((UInt128)product + (ulong)(whole - 1)) / (ulong)whole);
    }

    /// <summary>A quotient, rounded up, that floating point misses by one at most: what it leaves over tells, and 64 bits hold that.</summary>
    private static bool TryShortQuotient(UInt128 number, long divisor, out long roundedUp)
    {
        const double most = 1L << 51;
        var low = unchecked((ulong)number);
        var quotient = (((ulong)(number >> 64) * TwoTo64) + low) / divisor;
        if (quotient >= most || divisor > long.MaxValue / 2)
        {
            roundedUp = 0;
            return false;
        }

        var near = unchecked((long)quotient);
        var rest = unchecked((long)low - (near * divisor));
        roundedUp = near + (rest > divisor ? 2 : rest > 0 ? 1 : rest > -divisor ? 0 : -1);
        return true;
    }
}
