using CsCheck;
using Orleans.Simulation.Grains.Messages;

namespace Orleans.Simulation.Grains.Tests.Messages;

public sealed class PackedTests
{
    // 1, 2, 4 and 11 words; the last has words beyond a byte of their bits.
    private readonly record struct Wide(long First, Int128? Second, int Third, Int128 Fourth, long? Fifth, byte Sixth);

    private static readonly Gen<long> GenLong = Gen.OneOf(Gen.Const(0L), Gen.Long);

    private static readonly Gen<Int128> GenInt128 = Gen.Select(GenLong, GenLong, (high, low) => new Int128(unchecked((ulong)high), unchecked((ulong)low)));

    private static readonly Gen<Wide> GenWide = Gen.Select(
        GenLong,
        Gen.Nullable(GenInt128),
        Gen.OneOf(Gen.Const(0), Gen.Int),
        GenInt128,
        Gen.Nullable(GenLong),
        Gen.OneOf(Gen.Const((byte)0), Gen.Byte),
        (first, second, third, fourth, fifth, sixth) => new Wide(first, second, third, fourth, fifth, sixth));

    [Fact]
    public void Read_ValuesOfAnySize_AreThoseThatWerePacked() => Gen
        .Select(GenWide.Array[0, 20], GenInt128.Array[0, 20], GenLong.Array[0, 20], Gen.Byte.Array[0, 20])
        .Sample((wide, large, words, bytes) =>
        {
            Assert.Equal(wide, Packed<Wide>.Of(wide).Read());
            Assert.Equal(large, Packed<Int128>.Of(large).Read());
            Assert.Equal(words, Packed<long>.Of(words, word => word).Read(word => word));
            Assert.Equal(bytes, Packed<byte>.Of(bytes).Read());
        });

    [Fact]
    public void Take_Lists_AreThoseThatWerePacked() => GenWide.Array[0, 5].Array[0, 9].Sample(lists =>
    {
        var parts = new PackedParts<Wide>(Packed<Wide>.OfAll(lists, list => list));

        Assert.All(lists, list => Assert.Equal(list, parts.Take(list.Length)));
    });

    [Fact]
    public void Of_WordsThatAreZero_LeavesThemOut()
    {
        var packed = Packed<Int128>.Of([0, 1, Int128.One << 64, (Int128.One << 64) + 1]);

        Assert.Equal(4 + (8 * (0 + 1 + 1 + 2)), packed.Bytes.Length);
    }
}
