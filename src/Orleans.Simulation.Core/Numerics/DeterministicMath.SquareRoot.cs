using System.Numerics;

namespace Orleans.Simulation.Core.Numerics;

/// <content>The square root of a whole number.</content>
public static partial class DeterministicMath
{
    /// <summary>The largest whole number whose square is not above another: exact, by Newton's method on whole numbers.</summary>
    /// <param name="value">The number.</param>
    public static UInt128 SquareRoot(UInt128 value)
    {
        if (value < 2)
        {
            return value;
        }

        // From above the root it falls with every turn, until it is reached.
        var bits = 128 - (int)UInt128.LeadingZeroCount(value);
        var (root, next) = (UInt128.Zero, UInt128.One << ((bits + 1) / 2));
        do
        {
            root = next;
            next = (root + (value / root)) >> 1;
        }
        while (next < root);

        return root;
    }
}
