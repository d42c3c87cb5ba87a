using CsCheck;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Tests.Calls;

public sealed class GrainKeyTests
{
    [Fact]
    public void GrainKey_AnyParts_AreUnpackedAsPacked() =>
        Gen.Select(Gen.Int[0, 65_535], Gen.Int[0, 4_095], Gen.Int[0, 16_777_215], Gen.Int[0, 255])
            .Sample((run, dataCenter, rack, slot) =>
            {
                var key = new GrainKey(run, dataCenter, rack, slot);
                return key.Value >= 0 && (key.Run, key.DataCenter, key.Rack, key.Slot) == (run, dataCenter, rack, slot);
            });

    [Fact]
    public void GrainKey_LargestParts_FitsSixtyBits()
    {
        var key = new GrainKey(65_535, 4_095, 16_777_215, 255);

        Assert.Equal((1L << 60) - 1, key.Value);
    }

    [Theory]
    [InlineData(-1, 0, 0, 0, "run")]
    [InlineData(65_536, 0, 0, 0, "run")]
    [InlineData(0, -1, 0, 0, "dataCenter")]
    [InlineData(0, 4_096, 0, 0, "dataCenter")]
    [InlineData(0, 0, -1, 0, "rack")]
    [InlineData(0, 0, 16_777_216, 0, "rack")]
    [InlineData(0, 0, 0, -1, "slot")]
    [InlineData(0, 0, 0, 256, "slot")]
    public void GrainKey_PartOutOfRange_IsRefusedByName(int run, int dataCenter, int rack, int slot, string part)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new GrainKey(run, dataCenter, rack, slot));

        Assert.Equal(part, refusal.ParamName);
    }

    [Fact]
    public void GrainKey_OfAChip_LeadsToItsRackAndDataCenter()
    {
        var chip = new GrainKey(3, 2, 70_000, 9);

        Assert.Equal(new GrainKey(3, 2, 70_000, 200), chip.Chip(200));
        Assert.Equal(new GrainKey(3, 2, 5, 0), chip.RackAt(5));
        Assert.Equal(new GrainKey(3, 11, 0, 0), chip.DataCenterAt(11));
    }
}
