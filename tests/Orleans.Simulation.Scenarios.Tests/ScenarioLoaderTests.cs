using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ScenarioLoaderTests
{
    private static readonly ScenarioLoader Loader = new();

    [Fact]
    public void Parse_EverySection_IsBound()
    {
        var scenario = Loader.Parse(SampleScenario.Yaml, "sample.yaml").Scenario;

        Assert.Equal(7ul, scenario.Seed);
        Assert.Equal(VirtualDuration.FromHours(48), scenario.Duration);
        Assert.Equal(new SchedulerSpec { Order = QueueOrder.Sjf, Placement = PlacementPolicy.Nodes, Interval = VirtualDuration.FromSeconds(30) }, scenario.Scheduler);
        Assert.Equal(4, scenario.Failures.MaxRestarts);
        Assert.Equal(["dust", "age"], scenario.Failures.Causes!.Select(cause => cause.Name));
        AssertSites(scenario);
        Assert.Equal(TableFormat.Csv, scenario.Outputs.Tables);
        Assert.Equal([2, 0], scenario.Workload.Sources.Select(source => source.Priority));
        Assert.Equal(VirtualDuration.FromSeconds(-5), scenario.Workload.Sources[0].Trace!.TimeShift);
        Assert.Equal(Watts.FromWatts(500), scenario.ChipTypes["my-chip"].Busy!.Value);
        Assert.Equal(Watts.FromWatts(70), scenario.ChipTypes["my-chip"].Idle!.Value);
        Assert.Equal(32, scenario.RackTypes["my-rack"].ChipsPerRack);
    }

    [Fact]
    public void Compile_EverySection_ReachesThePlan()
    {
        var compiled = Loader.Parse(SampleScenario.Yaml, "sample.yaml", baseFolder: "base").Compile();

        Assert.Equal([768, 256, 32, 100], compiled.Plan.DataCenters.Select(plan => plan.Topology.Chips));
        AssertSites(compiled);
        AssertPower(compiled);
        var west = compiled.Plan.DataCenters[1];
        Assert.Equal("my-chip", west.Chip.Name);
        Assert.Equal((new RackConversion(950_000), new Watts(1_263_158)), (west.Conversion, west.HostOverhead));
        Assert.Equal(Watts.FromWatts(100), west.NetworkOverhead);
        Assert.Equal(VirtualDuration.FromHours(50_000), west.Chip.MeanTimeToFailure);
        Assert.Equal(7ul, west.Seed);
        Assert.All(compiled.Plan.DataCenters, plan => Assert.Equal([2, 0], plan.Priorities));
        var trace = Assert.IsType<TraceSource>(compiled.Sources[0]);
        Assert.Equal("base/traces/jobs.csv", trace.File.Replace('\\', '/'));
        Assert.Equal((3, 500_000L), (trace.DataCenter, trace.TimeScale));
        var generator = Assert.IsType<GeneratorSource>(compiled.Sources[1]);
        Assert.Equal((0, 1_001u, 7ul), (generator.DataCenter, generator.Stream, generator.Seed));
        Assert.Equal(["played", "drawn"], compiled.SourceNames);
    }

    [Theory]
    [InlineData("fleet.dataCenters[2].racks=8")]
    [InlineData("fleet.dataCenters[north].racks=8")]
    public void Set_ListItemByIndexOrName_ReplacesItsValue(string text)
    {
        var scenario = Loader.Parse(SampleScenario.Yaml, "sample.yaml", [text]).Scenario;

        Assert.Equal(8, scenario.Fleet.DataCenters[2].Racks);
    }

    [Fact]
    public void Set_AbsentKeys_AreCreated()
    {
        var scenario = Loader.Load("rainier", ["scheduler.interval=30s", "energy.pue=1.4", "chipTypes.trainium2.busy=450 W"]).Scenario;

        Assert.Equal(VirtualDuration.FromSeconds(30), scenario.Scheduler.Interval);
        Assert.Equal(1.4m, scenario.Energy.Site.Pue);
        Assert.Equal(Watts.FromWatts(450), scenario.ChipTypes["trainium2"].Busy!.Value);
        Assert.Equal(Watts.FromWatts(55), scenario.ChipTypes["trainium2"].Idle!.Value);
    }

    [Fact]
    public void Set_IndexPastTheEnd_Appends()
    {
        var scenario = Loader
            .Parse(SampleScenario.Yaml, "sample.yaml", ["fleet.dataCenters[4]={ name: fifth, rack: h100-node, racks: 1 }"])
            .Scenario;

        Assert.Equal("fifth", scenario.Fleet.DataCenters[4].Name);
    }

    [Fact]
    public void Set_Null_TakesAValueAway()
    {
        var scenario = Loader.Parse(
            SampleScenario.Yaml,
            "sample.yaml",
            ["workload.sources[drawn].generator=null", "workload.sources[drawn].trace=b.csv", "duration=null"]).Scenario;

        Assert.Null(scenario.Duration);
        Assert.Equal("b.csv", scenario.Workload.Sources[1].Trace!.File);
    }

    [Fact]
    public void Set_SameKeyTwice_TheLastWins()
    {
        var scenario = Loader.Parse(SampleScenario.Yaml, "sample.yaml", ["seed=1", "seed=9223372036854775807"]).Scenario;

        Assert.Equal(Scenario.MaxSeed, scenario.Seed);
    }

    [Fact]
    public void Parse_ByteOrderMarkAndCarriageReturns_AreHarmless()
    {
        var text = SampleScenario.Yaml.ReplaceLineEndings("\r\n");

        Assert.Equal("sample", Loader.Parse(text, "sample.yaml").Scenario.Name);
    }

    [Fact]
    public void Parse_AliasOfASmallNode_IsUnfolded()
    {
        const string Yaml = """
            name: aliased
            duration: 1d
            fleet:
              dataCenters:
                - { name: a, rack: h100-node, racks: &n 3 }
                - { name: b, rack: h100-node, racks: *n }
            workload:
              sources: [{ name: t, trace: t.csv }]
            """;

        Assert.Equal(3, Loader.Parse(Yaml, "a.yaml").Scenario.Fleet.DataCenters[1].Racks);
    }

    [Fact]
    public void Parse_MutatedText_LoadsOrNamesIssues()
    {
        const string Alphabet = "{}[]:,-&*!|>'\"%@`#?~ \n\t0aé\0\u2028";
        var position = Gen.Int[0, SampleScenario.Yaml.Length - 1];
        var edit = Gen.Select(position, Gen.Int[0, 4], Gen.Char[Alphabet], Gen.Int[1, 40]);

        edit.Array[1, 6].Sample(
            edits =>
            {
                var text = SampleScenario.Yaml;
                foreach (var (at, kind, character, length) in edits)
                {
                    text = Mutate(text, Math.Min(at, text.Length), kind, character, length);
                }

                LoadOrRefuse(() => Loader.Parse(text, "fuzz.yaml").Compile());
            },
            iter: 3_000);
    }

    [Fact]
    public void Set_MutatedText_LoadsOrNamesIssues()
    {
        string[] paths = ["fleet.chips", "fleet.dataCenters[0].racks", "duration", "workload.sources[1].generator.load", "fleet", "outputs.interval", "x[", "a..b", "workload.sources[9]"];
        string[] values = ["", "0", "-1", "1e9", "null", "[", "{", "{}", "[]", "99999999999999999999", "0.0000001", "1us", "8766000h", "[[[[", "{a: *b}", "true"];

        Gen.Select(Gen.Int[0, paths.Length - 1].Select(i => paths[i]), Gen.Int[0, values.Length - 1].Select(i => values[i])).Array[1, 3].Sample(
            pairs =>
            {
                var overrides = pairs.Select(pair => $"{pair.Item1}={pair.Item2}").ToList();
                LoadOrRefuse(() => Loader.Parse(SampleScenario.Yaml, "fuzz.yaml", overrides).Compile());
            },
            iter: 1_000);
    }

    private static void LoadOrRefuse(Action load)
    {
        try
        {
            load();
        }
        catch (InvalidInputException fault)
        {
            Assert.NotEmpty(fault.Issues);
        }
    }

    private static string Mutate(string text, int at, int kind, char character, int length) => kind switch
    {
        0 => text.Insert(at, character.ToString()),
        1 => text.Remove(at, Math.Min(length, text.Length - at)),
        2 => text.Insert(at, text.Substring(at, Math.Min(length, text.Length - at))),
        3 => text[..at],
        _ => text.Insert(at, new string(character, length)),
    };

    private static void AssertPower(CompiledScenario compiled)
    {
        var usual = new PowerPlan { RampInterval = VirtualDuration.FromMinutes(10), RampLimit = Watts.FromWatts(2_000_000), Provisioned = Watts.FromWatts(20_000_000) };
        Assert.Equal(
            [
                usual, usual,
                usual with
                {
                    RampInterval = VirtualDuration.FromMinutes(15), Provisioned = null, Oversubscription = 1_250_000, Control = PowerControl.Report,
                },
                usual with
                {
                    RampLimit = Watts.FromWatts(1_000_000),
                    Control = PowerControl.Cap,
                    RaiseInterval = VirtualDuration.FromMinutes(2),
                    Smoothing = new()
                    {
                        Filler = true,
                        StoragePower = Watts.FromWatts(3_000_000),
                        StorageCapacity = new((Int128)7_200_000_000 * 1_000_000_000),
                        StorageEfficiency = 800_000,
                    },
                },
            ],
            compiled.Plan.DataCenters.Select(plan => plan.Power));
        var chip = compiled.Plan.DataCenters[3].Chip;
        var dynamic = (chip.Busy - chip.Idle).Milliwatts;
        Assert.Equal(
            [chip.Idle + new Watts(dynamic / 2), chip.Idle + new Watts(dynamic / 8)],
            chip.LowSpeeds.Select(speed => speed.Power.Training));
        Assert.Equal([80, 40], chip.LowSpeeds.Select(speed => speed.Percent));
        Assert.All(compiled.Plan.DataCenters.Take(3), plan => Assert.Empty(plan.Chip.LowSpeeds));
    }

    private static void AssertSites(Scenario scenario)
    {
        Assert.Equal(new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero), scenario.StartsAt);
        Assert.Equal(
            new EnergySpec
            {
                Site = new() { Pue = 1.3m, CarbonSeries = new() { File = "grid.csv", Repeat = true }, Price = 70_000_000 },
                Lifetime = VirtualDuration.FromHours(24_000),
                ChipPrice = PriceKind.Rental,
            },
            scenario.Energy);
        var sites = scenario.Fleet.DataCenters.Select(dataCenter => dataCenter.Site).ToList();
        Assert.Equal(
            new()
            {
                Pue = 1.2m,
                Carbon = 300_000_000,
                PriceSeries = new() { File = "east.csv", Column = "usd", Fill = 2, Repeat = true },
                CarbonFree = 0.5m,
                Water = 100_000,
            },
            sites[0]);
        Assert.Equal(new() { Weather = new() { File = "south.json", Base = 1.1m, Above = 10, PerDegree = 0.01m, Repeat = true } }, sites[3]);
        Assert.Equal((new SiteSpec(), "iowa"), (sites[1], scenario.Fleet.DataCenters[1].Region));
    }

    /// <summary>What a data center says comes before its region, and that before what holds for all.</summary>
    private static void AssertSites(CompiledScenario compiled)
    {
        var sites = compiled.Plan.DataCenters.Select(plan => plan.Site).ToList();
        Assert.Equal([[1_200_000], [1_100_000], [1_300_000], []], sites.Select(site => site.Pue.Values));
        Assert.Equal([[300_000_000], [413_000_000], [], []], sites.Select(site => site.Carbon!.Values));
        Assert.Equal([[], [60_400_000], [70_000_000], [70_000_000]], sites.Select(site => site.Price!.Values));
        Assert.Equal([500_000, 870_000, null, null], sites.Select(site => site.CarbonFree));
        Assert.Equal([100_000, null, null, null], sites.Select(site => site.Water));
        Assert.All(sites, site => Assert.Equal(VirtualDuration.FromHours(24_000), site.ChipLifetime));
        Assert.Equal([1_091_000_000_000, 164_000_000_000, 164_000_000_000, 164_000_000_000], sites.Select(site => site.Embodied));
        Assert.Equal([null, 2_000_000, 4_920_000, null], sites.Select(site => site.ChipHour));
        RateSource[] expected =
        [
            new("fleet.dataCenters[0].price", 0, RateKind.Price, "base/east.csv", "usd", 2, Repeats: true, Weather: null),
            new("energy.carbon", 2, RateKind.Carbon, "base/grid.csv", Column: null, 3, Repeats: true, Weather: null),
            new("fleet.dataCenters[3].pue", 3, RateKind.Pue, "base/south.json", Column: null, 3, Repeats: true, new(1.1, 10, 0.01)),
            new("energy.carbon", 3, RateKind.Carbon, "base/grid.csv", Column: null, 3, Repeats: true, Weather: null),
        ];
        Assert.Equal(expected, compiled.Series.Select(source => source with { File = source.File.Replace('\\', '/') }));
    }
}
