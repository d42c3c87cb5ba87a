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
            var (quotient, rest) = Math.DivRem(low, whole);
            return quotient + (rest > 0 ? 1 : 0);
        }

        return (Int128)(((UInt128)product + (ulong)(whole - 1)) / (ulong)whole);
    }
}
