using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class HardwareCatalogTests
{
    private static readonly HardwareCatalog Catalog = HardwareCatalog.BuiltIn;

    [Theory]
    [InlineData("trainium1")]
    [InlineData("trainium2")]
    [InlineData("trainium3")]
    [InlineData("inferentia2")]
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

        Assert.All([chip.Idle!, chip.Busy!, chip.Failed!, chip.Tdp!], power => AssertSourced(power, watts => watts.Milliwatts));
        AssertSourced(chip.MeanTimeToFailure, duration => duration.Microseconds);
        Assert.NotEmpty(chip.Peak[Precision.Bf16].Source);
        Assert.NotEmpty(chip.Causes);
        Assert.True(chip.Idle!.Value.Milliwatts < chip.Busy!.Value.Milliwatts);
    }

    [Fact]
    public void RackTypes_Shipped_StateSourcesAndFitTheTopology() =>
        Assert.All(Catalog.RackTypes.Values, rack =>
        {
            Assert.Contains(rack.Chip, Catalog.ChipTypes.Keys);
            Assert.InRange(rack.ChipsPerRack, 1, DataCenterTopology.MaxChipsPerRack);
            AssertSourced(rack.HostOverhead, watts => watts.Milliwatts);
            AssertSourced(rack.NetworkOverhead, watts => watts.Milliwatts);
            AssertSourced(rack.RackOverhead, watts => watts.Milliwatts);
        });

    [Fact]
    public void Figures_Shipped_CiteKnownSourcesAndSayWhyTheyAreAssumed() =>
        Assert.All(AllFigures().Where(each => each.Figure.Text is not null), each =>
        {
            var figure = each.Figure;
            Assert.NotEmpty(figure.Source);
            Assert.NotEqual(Confidence.Stated, figure.Confidence);
            Assert.All(References.TagsIn($"{figure.Source} {figure.Note}"), tag =>
                Assert.True(References.IsMark(tag) || References.All.ContainsKey(tag), $"{each.Name} cites [{tag}]"));
            var hasReason = figure.Note.Length > 0 || figure.Key == "causes" || figure.Confidence != Confidence.Assumed;
            Assert.True(hasReason, $"{each.Name}.{figure.Key} is a guess without a reason");
        });

    [Fact]
    public void References_Always_AreCitedSomewhere()
    {
        var presets = string.Concat(ScenarioLoader.PresetNames.Select(ScenarioLoader.PresetText));
        var texts = AllFigures().Select(each => $"{each.Figure.Source} {each.Figure.Note}")
            .Concat(References.All.Values.Select(reference => reference.Where))
            .Append(presets);

        var cited = texts.SelectMany(References.TagsIn).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(References.All.Keys.Except(cited).Except(["MS", "GSF", "LANL"]));
    }

    [Fact]
    public void Presets_Always_CiteKnownSources()
    {
        var entries = ScenarioLoader.PresetNames
            .SelectMany(name => new ScenarioLoader().Load(name).Scenario.Provenance)
            .ToList();

        Assert.NotEmpty(entries);
        Assert.All(entries.SelectMany(entry => References.TagsIn($"{entry.Source} {entry.Note}")), tag =>
            Assert.True(References.IsMark(tag) || References.All.ContainsKey(tag), $"[{tag}]"));
    }

    [Theory]
    [InlineData("[T4] a page", Confidence.Published)]
    [InlineData("[D1]", Confidence.Derived)]
    [InlineData("[D] from [T4]", Confidence.Derived)]
    [InlineData("[R+]", Confidence.Known)]
    [InlineData("[R~]", Confidence.Probable)]
    [InlineData("[G] as H100", Confidence.Assumed)]
    [InlineData("our meter", Confidence.Published)]
    [InlineData("", Confidence.Stated)]
    public void ConfidenceOf_Source_FollowsItsFirstTag(string source, Confidence expected) =>
        Assert.Equal(expected, References.ConfidenceOf(source));

    [Fact]
    public void WeakIn_FigureThatRestsOnAWeakSource_NamesIt()
    {
        var busy = HardwareFigures.Of(Catalog.ChipTypes["tpu-v6e"]).Single(figure => figure.Key == "busy");

        Assert.Equal(["D1"], busy.WeakSources);
        Assert.True(References.All["GX"].IsWeak);
        Assert.Empty(HardwareFigures.Of(Catalog.ChipTypes["h100"]).SelectMany(figure => figure.WeakSources));
    }

    [Theory]
    [InlineData("tpu-8t")]
    [InlineData("tpu-8i")]
    public void ChipType_WithoutPublishedPower_HasNone(string name)
    {
        var chip = Catalog.ChipTypes[name];

        Assert.Null(chip.Idle);
        Assert.Null(chip.Busy);
        Assert.Null(chip.Tdp);
        Assert.Contains(Precision.Fp4, chip.Peak.Keys);
    }

    [Fact]
    public void ChipType_BasedOnAnother_TakesWhatItDoesNotState()
    {
        var scenario = new ScenarioLoader().Parse(
            SampleScenario.Yaml,
            "sample.yaml",
            ["chipTypes.my-chip.peak.fp8=1900 TFLOP/s", "chipTypes.my-chip.price.rental=2.5 $/h", "chipTypes.my-chip.link=1 TB/s"]).Scenario;

        var (own, origin) = (scenario.ChipTypes["my-chip"], Catalog.ChipTypes["h100"]);
        Assert.Equal(1_900_000_000_000_000m, own.Peak[Precision.Fp8].Value);
        Assert.Equal(Confidence.Stated, own.Peak[Precision.Fp8].Confidence);
        Assert.Equal(origin.Peak[Precision.Bf16], own.Peak[Precision.Bf16]);
        Assert.Equal(2.5m, own.Price[PriceKind.Rental].Value);
        Assert.Equal(origin.Price[PriceKind.OnDemand], own.Price[PriceKind.OnDemand]);
        Assert.Equal(1_000_000_000_000m, own.Link!.Value);
        Assert.Equal(origin.MemoryBandwidth, own.MemoryBandwidth);
        Assert.Equal(origin.Tdp, own.Tdp);
    }

    [Fact]
    public void RackType_NamedLikeAShippedOne_TakesWhatItDoesNotState()
    {
        var rack = new ScenarioLoader().Parse(
            SampleScenario.Yaml, "sample.yaml", ["rackTypes.h100-hgx.hostsPerRack=2", "rackTypes.h100-hgx.hostRating=9 kW"])
            .Scenario.RackTypes["h100-hgx"];

        Assert.Equal((8, 2), (rack.ChipsPerHost.Value, rack.HostsPerRack.Value));
        Assert.Equal(Watts.FromWatts(9_000), rack.HostRating!.Value);
        Assert.Equal(ScaleUpTopology.AllToAll, rack.Topology!.Value);
    }

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
        Assert.Equal(chipsPerHost, Catalog.RackTypes[name].ChipsPerHost.Value);
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

        var total = (chip.Busy!.Value * rack.ChipsPerRack) + (rack.HostOverhead.Value * rack.HostsPerRack.Value)
            + rack.NetworkOverhead.Value + rack.RackOverhead.Value;

        // 75 MW for each of 7 buildings over 500,000 chips is 1,050 W provisioned; a load of 60 to 80 % of it is plausible.
        Assert.InRange((total * 1).Value / rack.ChipsPerRack * 1.13, 630, 1_050);
    }

    private static IEnumerable<(string Name, HardwareFigure Figure)> AllFigures() =>
        Catalog.ChipTypes.Values.SelectMany(chip => HardwareFigures.Of(chip).Select(figure => (chip.Name, figure)))
            .Concat(Catalog.RackTypes.Values.SelectMany(rack => HardwareFigures.Of(rack).Select(figure => (rack.Name, figure))))
            .Concat(RegionCatalog.All.Values.SelectMany(
                region => RegionCatalog.FiguresOf(region).Select(figure => (region.Name, figure))));

    private static void AssertSourced<T>(Sourced<T> figure, Func<T, long> measure)
        where T : struct
    {
        Assert.StartsWith("[", figure.Source, StringComparison.Ordinal);
        Assert.NotNull(figure.Low);
        Assert.NotNull(figure.High);
        Assert.InRange(measure(figure.Value), measure(figure.Low.Value), measure(figure.High.Value));
    }
}
