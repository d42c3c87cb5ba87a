using System.Numerics;

namespace Orleans.Simulation.Core.Numerics;

/// <content>The square root of a whole number.</content>
public static partial class DeterministicMath
{
    /// <summary>The largest whole number whose square is not above another: exact, by Newton's method on whole numbers.</summary>
    /// <param name="value">The number.</param>
    /// <param name="guess">What the root may be near to; it makes no difference but for the time that it takes. Zero: not known.</param>
    public static UInt128 SquareRoot(UInt128 value, UInt128 guess = default)
    {
        if (value < 2)
        {
            return value;
        }

        // After one turn from anywhere it is not below the root any more; from there it falls with every turn, until the root is reached.
        var bits = 128 - (int)UInt128.LeadingZeroCount(value);
        var above = UInt128.One << ((bits + 1) / 2);
        var next = guess == 0 || guess > above ? above : (guess + (value / guess)) >> 1;
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
