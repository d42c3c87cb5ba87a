using Orleans.Simulation.Core.Random;

namespace Orleans.Simulation.Core.Tests.Random;

public sealed class Philox4x32Tests
{
    // Known answers of philox4x32-10 from kat_vectors of Random123 1.09; key word 0 is the low half.
    public static TheoryData<Philox4x32.Block, ulong, Philox4x32.Block> KnownAnswers => new()
    {
        { new(0, 0, 0, 0), 0, new(0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8) },
        {
            new(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue),
            ulong.MaxValue,
            new(0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)
        },
        {
            new(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            0x299F31D0A4093822,
            new(0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)
        },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Generate_KnownCounterAndKey_GivesKnownAnswer(Philox4x32.Block counter, ulong key, Philox4x32.Block expected) =>
        Assert.Equal(expected, Philox4x32.Generate(counter, key));
}
