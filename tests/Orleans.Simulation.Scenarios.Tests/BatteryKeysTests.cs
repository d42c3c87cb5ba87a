using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a scenario says about batteries, followed from its text into a run.</summary>
public sealed class BatteryKeysTests
{
    private static readonly ScenarioLoader Loader = new();

    [Fact]
    public void Compile_RideThroughAndRecharge_ReachEveryDataCenter()
    {
        var plans = Loader.Parse(SampleScenario.Yaml, "sample.yaml", []).Compile().Plan.DataCenters;

        Assert.All(plans, plan => Assert.Equal(
            [null, null, null, new BatteryPlan(VirtualDuration.FromSeconds(90), VirtualDuration.FromHours(2))],
            plan.Failures.Components.Select(cause => cause.Batteries)));
    }

    [Fact]
    public void Compile_NoRecharge_IsAnHour()
    {
        var plan = Loader.Parse(SampleScenario.Yaml, "sample.yaml", ["failures.components[3].recharge=null"]).Compile().Plan;

        Assert.Equal(VirtualDuration.FromHours(1), plan.DataCenters[0].Failures.Components[3].Batteries!.Recharge);
    }

    [Fact]
    public void Of_Recharge_IsDescribedWhereThereAreBatteriesAlone()
    {
        var scenario = Loader.Parse(SampleScenario.Yaml, "sample.yaml", ["failures.components[3].recharge=null"]);
        var values = ScenarioDescription.Of(scenario).Values
            .Where(value => value.Path.EndsWith(".recharge", StringComparison.Ordinal));

        var recharge = Assert.Single(values);
        Assert.Equal(("failures.components[3].recharge", "1h", true), (recharge.Path, recharge.Value, recharge.IsAssumed));
    }
}
