using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ScenarioBoundsTests
{
    private const string Yaml = """
        name: uncertain
        duration: 2d
        fleet:
          dataCenters:
            - { name: one, rack: shelf, racks: 4, region: ohio }
        workload:
          sources:
            - name: drawn
              generator:
                load: 0.5
                sizes: [{ chips: 8, weight: 1, work: 1 ZFLOP, sigma: 1 }]
        chipTypes:
          unsure:
            basedOn: h100
            idle: { value: 80, unit: W, low: 70, high: 90 }
            busy: { value: 600, unit: W, low: 500 }
            failed: 80 W
            mfu: { value: 0.4, low: 0.3, high: 0.5 }
            meanTimeToFailure: { value: 1000, unit: h, low: 500, high: 4000 }
            peak: { bf16: { value: 1, unit: PFLOP/s, high: 1.1 }, fp8: { value: 2, unit: PFLOP/s, low: 1 } }
            price: { onDemand: { value: 3, unit: $/h, low: 2, high: 5 }, rental: { value: 2, unit: $/h, low: 1 } }
        rackTypes:
          shelf:
            chip: unsure
            chipsPerHost: 8
            hostsPerRack: 4
            hostOverhead: { value: 2, unit: kW, low: 1, high: 3 }
            rackOverhead: 100 W
        """;

    public static TheoryData<string> Presets() => [.. ScenarioLoader.PresetNames];

    [Fact]
    public void At_BothEnds_TakesLessAndMore()
    {
        var bounds = ScenarioBounds.Of(Load());
        var (low, high) = (bounds.At(BoundEnd.Low).Compile().Plan.DataCenters[0], bounds.At(BoundEnd.High).Compile().Plan.DataCenters[0]);

        Assert.Equal((Watts.FromWatts(70), Watts.FromWatts(500)), (low.Chip.Idle, low.Chip.Busy));
        Assert.Equal((Watts.FromWatts(90), Watts.FromWatts(600)), (high.Chip.Idle, high.Chip.Busy));
        Assert.Equal((VirtualDuration.FromHours(4_000), VirtualDuration.FromHours(500)), (low.Chip.MeanTimeToFailure, high.Chip.MeanTimeToFailure));
        Assert.Equal((550_000_000, 300_000_000), (low.Speed!.PerChip(8), high.Speed!.PerChip(8)));
        Assert.Equal((Watts.FromWatts(1_000), Watts.FromWatts(3_000)), (low.HostOverhead, high.HostOverhead));
        Assert.Equal((2_000_000, 5_000_000), (low.Site.ChipHour, high.Site.ChipHour));

        // Of the region the PUE has a low bound, and carbon none.
        Assert.Equal((1_090_000, 1_130_000), (Assert.Single(low.Site.Pue.Values), Assert.Single(high.Site.Pue.Values)));
        Assert.Equal(323_000_000, Assert.Single(low.Site.Carbon!.Values));
        Assert.Equal((620_000, 100_000), (low.Site.CarbonFree, low.Site.Water));
    }

    [Fact]
    public void At_BothEnds_HasTheJobsOfTheScenario()
    {
        var loaded = Load();
        var bounds = ScenarioBounds.Of(loaded);

        var sources = new[] { loaded, bounds.At(BoundEnd.Low), bounds.At(BoundEnd.High) }
            .Select(each => Assert.IsType<GeneratorSource>(each.Compile().Sources[0])).ToList();

        Assert.All(sources, source => Assert.Equal(sources[0].MeanInterarrival, source.MeanInterarrival));
        Assert.All(sources, source => Assert.Equal(sources[0].Sizes, source.Sizes));
    }

    [Fact]
    public void Figures_Always_AreThoseThatResultsRestOn() => Assert.Equal(
        [
            "chipTypes.unsure.busy 500 W 600 W 600 W", "chipTypes.unsure.embodied.total 164 kg 164 kg 936 kg", "chipTypes.unsure.idle 70 W 80 W 90 W",
            "chipTypes.unsure.meanTimeToFailure 4000 h 1000 h 500 h", "chipTypes.unsure.mfu 0.5 0.4 0.3",
            "chipTypes.unsure.peak.bf16 1.1 PFLOP/s 1 PFLOP/s 1 PFLOP/s", "chipTypes.unsure.price.onDemand 2 $/h 3 $/h 5 $/h",
            "rackTypes.shelf.hostOverhead 1 kW 2 kW 3 kW", "regions.ohio.pue 1.09 1.13 1.13",
        ],
        ScenarioBounds.Of(Load()).Figures.Select(figure => $"{figure.Path} {figure.AtLow} {figure.Text} {figure.AtHigh}"));

    [Theory]
    [InlineData("compute.mfu=0.4", "chipTypes.unsure.mfu")]
    [InlineData("compute.precision=fp8", "chipTypes.unsure.peak.bf16")]
    [InlineData("failures.meanTimeToFailure=9h", "chipTypes.unsure.meanTimeToFailure")]
    [InlineData("failures.enabled=false", "chipTypes.unsure.meanTimeToFailure")]
    [InlineData("energy.chipPrice=threeYear", "chipTypes.unsure.price.onDemand")]
    [InlineData("fleet.dataCenters[0].chipPrice=rental", "chipTypes.unsure.price.onDemand")]
    [InlineData("fleet.dataCenters[0].pue=1.2", "regions.ohio.pue")]
    public void Figures_WhatAnotherValueReplaces_IsNotAmongThem(string text, string path)
    {
        Assert.Contains(ScenarioBounds.Of(Load()).Figures, figure => figure.Path == path);
        Assert.DoesNotContain(ScenarioBounds.Of(Load(text)).Figures, figure => figure.Path == path);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void At_EveryPreset_IsAValidScenario(string name)
    {
        var bounds = ScenarioBounds.Of(new ScenarioLoader().Load(name));

        var hashes = new[] { BoundEnd.Low, BoundEnd.High }.Select(end => bounds.At(end).Compile().Hash)
            .Append(new ScenarioLoader().Load(name).Compile().Hash);

        // The two of AIReSim have hardware of their own, of which all is given.
        Assert.Equal(name.StartsWith("airesim", StringComparison.Ordinal), bounds.Figures.Count == 0);
        Assert.Equal(bounds.Figures.Count == 0 ? 1 : 3, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    private static LoadedScenario Load(params string[] overrides) => new ScenarioLoader().Parse(Yaml, "uncertain.yaml", overrides);
}
