using CsCheck;

namespace Orleans.Simulation.Traces.Tests;

/// <summary>Files that were valid before some bytes changed.</summary>
internal static class Mutation
{
    private static readonly byte[] Interesting = [0, 9, 10, 13, 34, 35, 44, 45, 46, 48, 57, 101, 0x7F, 0xC3, 0xEF, 0xFE, 0xFF];

    private static readonly Gen<byte> AnyByte =
        Gen.OneOf(Gen.Byte, Gen.Int[0, Interesting.Length - 1].Select(index => Interesting[index]));

    // An edit replaces some bytes at a place by others: replacement, insertion, deletion and truncation are all among them.
    public static Gen<byte[]> Of(byte[] valid) =>
        Gen.Select(Gen.Int[0, valid.Length], Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, valid.Length]), AnyByte.Array[0, 4])
            .Array[1, 6]
            .Select(edits => edits.Aggregate(valid, Apply));

    private static byte[] Apply(byte[] content, (int At, int Remove, byte[] Insert) edit)
    {
        var at = Math.Min(edit.At, content.Length);
        var end = Math.Min(at + edit.Remove, content.Length);
        return [.. content[..at], .. edit.Insert, .. content[end..]];
    }
}
