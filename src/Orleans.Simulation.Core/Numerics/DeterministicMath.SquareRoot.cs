namespace Orleans.Simulation.Core.Numerics;

/// <content>The square root of a whole number.</content>
public static partial class DeterministicMath
{
    /// <summary>The largest whole number whose square is not above another: exact.</summary>
    public static UInt128 SquareRoot(UInt128 value) =>
        value >> 104 == UInt128.Zero ? ShortRoot(value) : LongRoot(value);

    /// <summary>
    /// A root of at most 52 bits: floating point is off by one at most, so what its square leaves over is short and right in 64 bits, whatever
    /// does not fit into them.
    /// </summary>
    private static ulong ShortRoot(UInt128 value)
    {
        var low = unchecked((ulong)value);
        var root = unchecked((long)Math.Sqrt(((ulong)(value >> 64) * TwoTo64) + low));
        var rest = unchecked((long)low - (root * root));
        return (ulong)(rest < 0 ? root - 1 : rest > 2 * root ? root + 1 : root);
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
