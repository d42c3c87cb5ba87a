using CsCheck;
using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Tests.Numerics;

/// <summary>Square roots of whole numbers are the largest whose square is not above them.</summary>
public sealed class SquareRootTests
{
    [Fact]
    public void SquareRoot_AnyNumber_IsTheLargestWithNoLargerSquare() => Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 127]).Sample(
        (high, low, shift) => MustBeTheLargest(new UInt128(high, low) >> shift),
        iter: 20_000);

    [Fact]
    public void SquareRoot_AroundSquares_IsExact()
    {
        foreach (var root in (ulong[])[1, 2, 3, 999, 1UL << 31, uint.MaxValue, (1UL << 52) - 1, 1UL << 52, (1UL << 52) + 1, (1UL << 63) - 1, ulong.MaxValue])
        {
            var square = (UInt128)root * root;
            Assert.Equal<(UInt128, UInt128, UInt128)>((root - 1, root, root), (DeterministicMath.SquareRoot(square - 1), DeterministicMath.SquareRoot(square), DeterministicMath.SquareRoot(square + 1)));
        }

        Assert.Equal<(UInt128, UInt128, UInt128)>((0, 1, ulong.MaxValue), (DeterministicMath.SquareRoot(0), DeterministicMath.SquareRoot(1), DeterministicMath.SquareRoot(UInt128.MaxValue)));
    }

    private static void MustBeTheLargest(UInt128 value)
    {
        var root = DeterministicMath.SquareRoot(value);
        Assert.True(root <= ulong.MaxValue && root * root <= value, $"{root} is above the root of {value}");
        Assert.True(root == ulong.MaxValue || (root + 1) * (root + 1) > value, $"{root} is below the root of {value}");
    }
}
