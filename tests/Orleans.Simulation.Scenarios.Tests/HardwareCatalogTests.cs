using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class HardwareCatalogTests
{
    private static readonly HardwareCatalog Catalog = HardwareCatalog.BuiltIn;

    [Theory]
    [InlineData("trainium2")]
    [InlineData("trainium3")]
    [InlineData("tpu-v4")]
    [InlineData("tpu-v5e")]
    [InlineData("tpu-v5p")]
    [InlineData("tpu-v6e")]
    [InlineData("tpu-v7")]
    [InlineData("a100")]
    [InlineData("h100")]
    [InlineData("h200")]
    [InlineData("b200")]
    [InlineData("gb200")]
    [InlineData("gb300")]
    [InlineData("mi300x")]
    public void ChipType_Shipped_StatesSourceAndBoundsOfEveryFigure(string name)
    {
        var chip = Catalog.ChipTypes[name];

        Assert.All([chip.Idle, chip.Busy, chip.Failed], power => AssertSourced(power, watts => watts.Milliwatts));
        AssertSourced(chip.MeanTimeToFailure, duration => duration.Microseconds);
        Assert.NotEmpty(chip.PeakBf16!.Source);
        Assert.NotEmpty(chip.Memory!.Source);
        Assert.NotEmpty(chip.Causes);
        Assert.True(chip.Idle.Value.Milliwatts < chip.Busy.Value.Milliwatts);
    }

    [Fact]
    public void RackTypes_Shipped_StateSourcesAndFitTheTopology() =>
        Assert.All(Catalog.RackTypes.Values, rack =>
        {
            Assert.NotEmpty(rack.Source);
            Assert.Contains(rack.Chip, Catalog.ChipTypes.Keys);
            Assert.InRange(rack.ChipsPerRack, 1, DataCenterTopology.MaxChipsPerRack);
            AssertSourced(rack.HostOverhead, watts => watts.Milliwatts);
            AssertSourced(rack.RackOverhead, watts => watts.Milliwatts);
        });

    [Theory]
    [InlineData("trainium2-ultraserver", 16, 64)]
    [InlineData("tpu-v5p-cube", 4, 64)]
    [InlineData("tpu-v7-cube", 4, 64)]
    [InlineData("tpu-v6e-rack", 8, 64)]
    [InlineData("a100-hgx", 8, 32)]
    [InlineData("h100-hgx", 8, 32)]
    [InlineData("h100-node", 8, 8)]
    [InlineData("gb200-nvl72", 4, 72)]
    public void RackType_Shipped_HasThePublishedShape(string name, int chipsPerHost, int chipsPerRack)
    {
        Assert.Equal(chipsPerHost, Catalog.RackTypes[name].ChipsPerHost);
        Assert.Equal(chipsPerRack, Catalog.RackTypes[name].ChipsPerRack);
    }

    [Fact]
    public void H100_MeanTimeToFailure_FollowsFromTheCountsOfLlama3()
    {
        var h100 = Catalog.ChipTypes["h100"];
        var failures = h100.Causes.Sum(cause => cause.Weight);

        Assert.Equal(148 + 72 + 19 + 17 + 6 + 6, failures);
        Assert.Equal(VirtualDuration.FromHours(16_384L * 54 * 24 / failures), h100.MeanTimeToFailure.Value);
        Assert.Equal(VirtualDuration.FromHours(16_384L * 54 * 24 / 419), h100.MeanTimeToFailure.Low);
    }

    [Fact]
    public void TpuV4_MeanTimeToFailure_FollowsFromTheRateOfItsMachines() =>
        Assert.Equal(VirtualDuration.FromHours(4 * 24 * 10_000 / 8), Catalog.ChipTypes["tpu-v4"].MeanTimeToFailure.Value);

    [Fact]
    public void Ultraserver_UnderLoad_DrawsAboutWhatRainierDrawsPerChip()
    {
        var rack = Catalog.RackTypes["trainium2-ultraserver"];
        var chip = Catalog.ChipTypes["trainium2"];

        var total = (chip.Busy.Value * rack.ChipsPerRack) + (rack.HostOverhead.Value * rack.HostsPerRack) + rack.RackOverhead.Value;

        // 75 MW for each of 7 buildings over 500,000 chips is 1,050 W provisioned; a load of 60 to 80 % of it is plausible.
        Assert.InRange((total * 1).Value / rack.ChipsPerRack * 1.13, 630, 1_050);
    }

    private static void AssertSourced<T>(Sourced<T> figure, Func<T, long> measure)
        where T : struct
    {
        Assert.StartsWith("[", figure.Source, StringComparison.Ordinal);
        Assert.NotNull(figure.Low);
        Assert.NotNull(figure.High);
        Assert.InRange(measure(figure.Value), measure(figure.Low.Value), measure(figure.High.Value));
    }
}
