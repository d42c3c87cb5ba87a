using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ScenarioDescriptionTests
{
    private static readonly ScenarioLoader Loader = new();

    public static TheoryData<string> Presets() => [.. ScenarioLoader.PresetNames];

    [Fact]
    public void Of_AFile_TellsWhoDecidedEachValue()
    {
        var described = ScenarioDescription.Of(Loader.Parse(SampleScenario.Yaml, "sample.yaml", ["scheduler.order=fifo"]));

        var seed = Value(described, "seed");
        Assert.Equal(("7", "1", ValueOrigin.Given), (seed.Value, seed.Default, seed.Origin));
        Assert.StartsWith("sample.yaml:3:", seed.Place, StringComparison.Ordinal);
        var order = Value(described, "scheduler.order");
        Assert.Equal(("fifo", "fifo", ValueOrigin.Given), (order.Value, order.Default, order.Origin));
        Assert.Equal("--set scheduler.order", order.Place);
        var wait = Value(described, "failures.checkpointWrite");
        Assert.Equal(("0s", ValueOrigin.Default, (string?)null), (wait.Value, wait.Origin, wait.Place));
        Assert.True(wait.IsAssumed);
        Assert.Equal(ValueOrigin.Catalog, Value(described, "chipTypes.h100.busy").Origin);
        Assert.Equal(ValueOrigin.Given, Value(described, "rackTypes.my-rack.hostOverhead").Origin);
    }

    /// <summary>Nobody publishes where Azure has these racks, nor what its sites are like: all that is taken from other operators is assumed.</summary>
    [Theory]
    [InlineData("azure-gb300-1gw", "dallas", "ohio")]
    [InlineData("multi-vendor-split", "dallas", "ohio")]
    public void Of_SitesOfOneOperatorWithFiguresOfAnother_AreAssumed(string preset, params string[] sites)
    {
        var loaded = Loader.Load(preset);
        var described = ScenarioDescription.Of(loaded);

        foreach (var site in sites)
        {
            var index = loaded.Scenario.Fleet.DataCenters.ToList().FindIndex(each => each.Name == site);
            Assert.All(
                (string[])["region", "pue", "carbonFree"],
                key => Assert.True(Value(described, $"fleet.dataCenters[{index}].{key}").IsAssumed, $"{site}: {key}"));
        }
    }

    /// <summary>The price of all that is idle where each data center names its own.</summary>
    [Fact]
    public void Of_PricesOfChipHours_RestsOnThoseThatDataCentersName()
    {
        var split = ScenarioDescription.Of(Loader.Load("multi-vendor-split"));
        var one = ScenarioDescription.Of(Loader.Load("multi-vendor-split", ["fleet.dataCenters[ohio].chipPrice=null", "broker.cost=electricity"]));

        Assert.False(Value(split, "energy.chipPrice").DeterminesResults);
        Assert.True(Value(one, "energy.chipPrice").DeterminesResults);
        Assert.All(
            ["chipTypes.trainium3.price.thirdParty", "chipTypes.tpu-v7.price.threeYear", "chipTypes.gb300.price.rental"],
            path => Assert.True(Value(split, path).DeterminesResults));
        Assert.DoesNotContain(split.Values, value => value.Path == "chipTypes.tpu-v7.price.onDemand");
    }

    [Fact]
    public void Of_HardwareBasedOnTheCatalog_TellsGivenFromInherited()
    {
        var described = ScenarioDescription.Of(Loader.Parse(SampleScenario.Yaml, "sample.yaml"));

        var busy = Value(described, "chipTypes.my-chip.busy");
        Assert.Equal(("0.5 kW", "0.4", "0.6", "620 W"), (busy.Value, busy.Low, busy.High, busy.Default));
        Assert.Equal((ValueOrigin.Given, Confidence.Published, "[mine]"), (busy.Origin, busy.Confidence, busy.Source));
        var idle = Value(described, "chipTypes.my-chip.idle");
        Assert.Equal((ValueOrigin.Catalog, Confidence.Probable, true), (idle.Origin, idle.Confidence, idle.IsAssumed));
    }

    [Fact]
    public void Of_NewChipTypeThatStatesLittle_CallsTheRestAssumed()
    {
        var described = ScenarioDescription.Of(Loader.Parse(
            SampleScenario.Yaml,
            "sample.yaml",
            [
                "chipTypes.other={ idle: 10 W, busy: 20 W }", "rackTypes.my-rack.chip=other", "failures.causes=null",
                "failures.meanTimeToFailure=null",
            ]));

        Assert.All(["failed", "meanTimeToFailure", "causes"], key =>
        {
            var value = Value(described, $"chipTypes.other.{key}");
            Assert.Equal((ValueOrigin.Default, true), (value.Origin, value.IsAssumed));
        });
        Assert.Equal("10 W", Value(described, "chipTypes.other.failed").Value);
        Assert.Null(Value(described, "chipTypes.other.idle").Confidence);
    }

    [Fact]
    public void Of_Provenance_SpeaksForEverythingBelowItsPathUntilThatIsOverridden()
    {
        var described = ScenarioDescription.Of(
            Loader.Parse(SampleScenario.Yaml, "sample.yaml", ["failures.components[psu].repair=5h"]));

        var mean = Value(described, "failures.components[0].meanTimeToFailure");
        Assert.Equal((Confidence.Assumed, "[G]", "for the test", true), (mean.Confidence, mean.Source, mean.Note, mean.IsAssumed));
        var repair = Value(described, "failures.components[0].repair");
        Assert.Equal((null, string.Empty, false), (repair.Confidence, repair.Source, repair.IsAssumed));
        Assert.Null(Value(described, "failures.components[0].name").Confidence);
    }

    [Fact]
    public void Of_CloserProvenance_GoesFirst()
    {
        var described = ScenarioDescription.Of(Loader.Load("llama3-16k"));

        Assert.Equal(Confidence.Assumed, Value(described, "failures.components[8].repair").Confidence);
        Assert.Equal(Confidence.Derived, Value(described, "failures.components[8].meanTimeToFailure").Confidence);
    }

    [Fact]
    public void Of_ScenarioWithoutFailures_RestsOnNoneOfTheirValues()
    {
        var described = ScenarioDescription.Of(Loader.Load("itp"));

        var failures = described.Values.Where(value => value.Path.StartsWith("failures.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["failures.enabled"], failures.Where(value => value.DeterminesResults).Select(value => value.Path));
        Assert.All(
            ["failed", "meanTimeToFailure", "causes"],
            key => Assert.False(Value(described, $"chipTypes.h100.{key}").DeterminesResults));
        Assert.True(Value(described, "chipTypes.h100.idle").IsAssumed);
    }

    [Fact]
    public void Of_ScenarioThatSaysHowAllChipsFail_DoesNotRestOnTheirTypes()
    {
        var described = ScenarioDescription.Of(Loader.Parse(SampleScenario.Yaml, "sample.yaml"));

        Assert.False(Value(described, "chipTypes.h100.meanTimeToFailure").DeterminesResults);
        Assert.False(Value(described, "chipTypes.h100.causes").DeterminesResults);
        Assert.True(Value(described, "chipTypes.h100.failed").DeterminesResults);
        Assert.True(Value(described, "energy.pue").DeterminesResults);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Of_Preset_KnowsWhereEveryValueComesFrom(string name)
    {
        var described = ScenarioDescription.Of(Loader.Load(name));

        Assert.Empty(described.Values.Where(value => value.LacksSource).Select(value => value.Path));
        Assert.Contains(described.Values, value => value.IsAssumed);
        Assert.Equal(Loader.Load(name).Compile().Hash, described.Hash);
    }

    [Theory]
    [InlineData("""
        name: a
        fleet: { dataCenters: [{ name: b, rack: h100-node, racks: 1 }] }
        workload: { sources: [{ name: c, trace: d.csv }] }
        """)]
    [InlineData(SampleScenario.Yaml)]
    public void Defaults_OfEveryKey_SayWhyTheyAreWhatTheyAre(string yaml)
    {
        string[] sections = ["published", "provenance", "chipTypes", "rackTypes"];
        var absent = Loader.Parse(yaml, "sample.yaml").Values
            .Where(value => value.Origin is null && !sections.Contains(value.Path.Split('.', '[')[0]))
            .Select(value => value.Path)
            .ToList();

        Assert.NotEmpty(absent);
        Assert.All(absent, path => Assert.True(DefaultValues.Find(path) is not null, $"{path} has no entry in DefaultValues"));
    }

    [Fact]
    public void Of_SpeltOutDefaults_ShowsTheSameValues()
    {
        var brief = ScenarioDescription.Of(Loader.Load("nvl72"));
        var defaults = brief.Values
            .Where(value => value.Origin == ValueOrigin.Default && value.Path.StartsWith("failures.", StringComparison.Ordinal))
            .Where(value => DefaultValues.Find(value.Path)?.Text is null)
            .Select(value => $"{value.Path}={value.Value}")
            .ToList();

        var full = Loader.Load("nvl72", defaults);

        Assert.True(defaults.Count > 10);
        Assert.Equal(brief.Hash, full.Compile().Hash);
    }

    private static DescribedValue Value(ScenarioDescription described, string path) =>
        Assert.Single(described.Values, value => value.Path == path);
}
