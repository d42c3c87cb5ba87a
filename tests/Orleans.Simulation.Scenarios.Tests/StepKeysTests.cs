using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a scenario says about training steps, their swings and the dynamic range, followed from its text into a run.</summary>
public sealed class StepKeysTests
{
    private const string Step = "workload.sources[0].step={}";

    private static readonly ScenarioLoader Loader = new();

    [Fact]
    public void Compile_Keys_ReachTheDataCenters()
    {
        var plans = Load(
            "workload.sources[0].step={ period: 500ms, communicating: 0.1, low: loaded }",
            "power.rangeLimit=3 MW",
            "power.stepEdge=20ms",
            "power.stepFiller=0.5",
            "fleet.dataCenters[east].power={ rangeWindow: 5m, rateLimit: 40 MW/s, stepEdge: 10ms, stepStorage: { share: 0.3 }, stepFiller: 0.25 }")
            .Compile().Plan.DataCenters;

        Assert.All(plans, plan => Assert.Equal([new(new(500_000), 100_000, StepLow.Loaded), null], plan.Steps));
        var (east, west) = (plans[0].Power, plans[1].Power);
        Assert.Equal(
            (Watts.FromWatts(3_000_000), VirtualDuration.FromMinutes(5), Watts.FromWatts(40_000_000), new VirtualDuration(10_000)),
            (east.RangeLimit, east.RangeWindow, east.RateLimit, east.StepEdge));
        Assert.Equal(new StepSmoothing { Storage = 300_000, Efficiency = 900_000, Filler = 250_000 }, east.StepSmoothing);
        Assert.Equal(
            (Watts.FromWatts(3_000_000), VirtualDuration.FromMinutes(1), null, new VirtualDuration(20_000)),
            (west.RangeLimit, west.RangeWindow, west.RateLimit, west.StepEdge));
        Assert.Equal(new StepSmoothing { Filler = 500_000 }, west.StepSmoothing);
    }

    [Fact]
    public void Compile_NothingSaid_NoJobHasStepsAndNothingIsFollowed()
    {
        Assert.All(Load().Compile().Plan.DataCenters, plan => Assert.Empty(plan.Steps));
        var plan = Load(Step).Compile().Plan.DataCenters[0];
        Assert.Equal([new(VirtualDuration.FromSeconds(2), 120_000, StepLow.Idle), null], plan.Steps);
        Assert.Equal((null, null, StepSmoothing.None), (plan.Power.RangeLimit, plan.Power.RateLimit, plan.Power.StepSmoothing));
    }

    [Fact]
    public void Hash_EveryKeyWithSteps_ChangesIt()
    {
        string[][] changes =
        [
            [], [Step], ["power.rangeLimit=3 MW"], ["power.rangeLimit=3 MW", "power.rangeWindow=2m"], ["power.rangeLimit=4 MW"],
            ["workload.sources[1].step={}"], [Step, "workload.sources[0].step.period=3s"], [Step, "workload.sources[0].step.communicating=0.1"],
            [Step, "workload.sources[0].step.low=loaded"], [Step, "workload.sources[0].step.low=loaded", "chipTypes.h100={ loaded: 99 W }"],
            [Step, "power.rateLimit=40 MW/s"], [Step, "power.stepEdge=50ms"], [Step, "power.stepFiller=0.5"],
            [Step, "power.stepStorage={ share: 0.3 }"], [Step, "power.stepStorage={ share: 0.3, efficiency: 0.8 }"], [Step, "power.stepStorage={ share: 0.4 }"],
        ];

        Assert.Distinct(changes.Select(Hash));
        Assert.Equal(
            Hash([Step]),
            Hash(["workload.sources[0].step={ period: 2000ms, communicating: 0.12, low: idle }", "power.stepEdge=0.1s", "chipTypes.h100={ loaded: 99 W }"]));
        Assert.Equal(
            Hash(["power.rangeLimit=3 MW"]), Hash(["power.rangeLimit=0.003 GW", "power.rangeWindow=60s"]));
    }

    [Fact]
    public void Describe_Steps_TellsDefaultsOnlyWhereThereAreAny()
    {
        Assert.Empty(Paths().Intersect(["power.stepEdge", "power.stepStorage", "power.stepFiller", "power.rateLimit", "power.rangeWindow"]));
        Assert.Contains("workload.sources[0].step", Paths());
        string[] shown = ["workload.sources[0].step.period", "workload.sources[0].step.communicating", "workload.sources[0].step.low", "power.stepEdge", "power.stepFiller"];
        Assert.Equal(shown.Order(StringComparer.Ordinal), Paths(Step).Intersect(shown).Order(StringComparer.Ordinal));
        Assert.Contains("chipTypes.h100.loaded", Paths("workload.sources[0].step={ low: loaded }"));
        Assert.DoesNotContain("chipTypes.h100.loaded", Paths(Step));
    }

    [Theory]
    [InlineData("tpu-pod", "idle")]
    [InlineData("tpu-pod", "loaded")]
    [InlineData("rainier", "idle")]
    [InlineData("rainier", "loaded")]
    [InlineData("tpu-v4-ocs", "idle")]
    public void Bounds_WithSteps_CompileAtBothEnds(string name, string low)
    {
        var bounds = ScenarioBounds.Of(Loader.Load(name, [$"workload.sources[0].step={{ low: {low} }}"]));
        Assert.All([BoundEnd.Low, BoundEnd.High], end => bounds.At(end).Compile());
    }

    [Theory]
    [InlineData("workload.sources[0].step.low=loaded", "chipTypes.h100={ loaded: 700 W }", "workload.sources[0].step.low")]
    [InlineData("workload.sources[0].step.communicating=0.5", "seed=1", "workload.sources[0].step.communicating")]
    [InlineData("workload.sources[0].step.period=100ms", "seed=1", "workload.sources[0].step.period")]
    [InlineData("workload.sources[0].step.period=833ms", "seed=1", "workload.sources[0].step.period")]
    [InlineData("workload.sources[0].activity=loaded", "seed=1", "workload.sources[0].step")]
    public void Compile_StepThatCannotBe_IsRefused(string set, string other, string where)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Load(Step, set, other).Compile());
        Assert.Contains(where, Assert.Single(fault.Issues).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("power.rateLimit=40 MW")]
    [InlineData("power.rateLimit=40 MW/h")]
    [InlineData("power.rateLimit=0 MW/s")]
    [InlineData("power.rateLimit=101 GW/s")]
    [InlineData("power.rateLimit=40 MW /s")]
    public void Load_RateThatIsNone_IsRefused(string set)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Load(Step, set));
        Assert.Contains("a change of power with its unit", Assert.Single(fault.Issues).ToString(), StringComparison.Ordinal);
    }

    /// <summary>The least that the issues name is enough.</summary>
    [Theory]
    [InlineData("workload.sources[0].step.period=834ms")]
    [InlineData("workload.sources[0].step.communicating=0.126")]
    public void Compile_StepThatJustCanBe_IsAccepted(string set) => Load(Step, set).Compile();

    private static LoadedScenario Load(params string[] sets) => Loader.Parse(SampleScenario.Yaml, "sample.yaml", sets);

    private static string Hash(string[] sets) => Load(sets).Compile().Hash;

    private static List<string> Paths(params string[] sets) => [.. ScenarioDescription.Of(Load(sets)).Values.Select(value => value.Path)];
}
