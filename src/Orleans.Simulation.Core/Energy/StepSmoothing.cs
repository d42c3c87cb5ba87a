using System.Numerics;
using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Energy;

/// <summary>What keeps the swings of training steps from the grid: storage in racks or power supplies, and a filler in chips.</summary>
/// <remarks>Other devices than those of <see cref="RampSmoothing"/>: they work within a step, and each by the swing of its own chips.</remarks>
public sealed record StepSmoothing
{
    /// <summary>All of something.</summary>
    public const int Unit = 1_000_000;

    /// <summary>Smoothing that does nothing.</summary>
    public static StepSmoothing None { get; } = new();

    /// <summary>Share of each swing that storage takes away, in parts per million; 0 to <see cref="Unit"/>. Default: zero, there is none.</summary>
    public int Storage { get; init; }

    /// <summary>Of what the storage takes, how much it gives back, in parts per million; 1 to <see cref="Unit"/>. Default: all of it.</summary>
    public int Efficiency { get; init; } = Unit;

    /// <summary>
    /// Share of the swing that the storage leaves by which chips burn power for nothing while they communicate, in parts per million; 0 to
    /// <see cref="Unit"/>. Default: zero.
    /// </summary>
    public int Filler { get; init; }

    /// <summary>What is left of a swing, as a share in lowest terms, so that products stay short.</summary>
    internal (long Part, long Whole) Left
    {
        get
        {
            var (part, whole) = ((long)(Unit - Storage) * (Unit - Filler), (long)Unit * Unit);
            var common = (long)BigInteger.GreatestCommonDivisor(part, whole);
            return (part / common, whole / common);
        }
    }

    /// <summary>What is left of a swing, rounded up.</summary>
    public Int128 LeftOf(Int128 swing)
    {
        var (part, whole) = Left;
        return DeterministicMath.ShareOf(swing, part, whole);
    }

    internal static Int128 RoundedUp(Int128 amount, Int128 over) => (amount + over - 1) / over;
}
