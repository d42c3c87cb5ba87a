namespace Orleans.Simulation.Core.Numerics;

/// <content>The square root of a whole number.</content>
public static partial class DeterministicMath
{
    /// <summary>The largest whole number whose square is not above another: exact.</summary>
    public static UInt128 SquareRoot(UInt128 value) =>
        value >> 104 == UInt128.Zero ? ShortRoot(value) : LongRoot(value);

    /// <summary>A root of at most 52 bits: floating point is off by one at most, and squares of whole numbers tell.</summary>
    private static ulong ShortRoot(UInt128 value)
    {
        var root = (ulong)Math.Sqrt((double)value);
        while (SquareOf(root) > value)
        {
            root--;
        }

        while (SquareOf(root + 1) <= value)
        {
            root++;
        }

        return root;
    }

    private static UInt128 SquareOf(ulong root)
    {
        var high = Math.BigMul(root, root, out var low);
        return new(high, low);
    }

    /// <summary>Newton's method on whole numbers: from above the root it falls with every turn, until the root is reached.</summary>
    private static UInt128 LongRoot(UInt128 value)
    {
        var bits = 128 - (int)UInt128.LeadingZeroCount(value);
        var next = UInt128.One << ((bits + 1) / 2);
        UInt128 root;
        do
        {
            root = next;
            next = (root + (value / root)) >> 1;
        }
        while (next < root);

        return root;
    }
}
