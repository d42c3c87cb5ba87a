using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ScenarioCompilerTests
{
    [Fact]
    public void Compile_ScenarioBuiltInCodeWithEmptyLists_NamesEachOfThem()
    {
        var scenario = new Scenario
        {
            Name = "empty",
            Fleet = new FleetSpec { DataCenters = [] },
            Workload = new WorkloadSpec { Sources = [] },
        };

        var fault = Assert.Throws<InvalidInputException>(() => ScenarioCompiler.Compile(scenario));

        Assert.Equal(["fleet.dataCenters", "workload.sources"], fault.Issues.Select(issue => issue.Where));
    }

    [Fact]
    public void Compile_DefaultsInCode_AreThoseOfTheDocumentation()
    {
        var scenario = new Scenario
        {
            Name = "small",
            Fleet = new FleetSpec { DataCenters = [new DataCenterSpec { Name = "a", Rack = "gb200-nvl72", Chips = 100 }] },
            Workload = new WorkloadSpec { Sources = [new SourceSpec { Name = "t", Trace = new TraceSpec { File = "t.csv" } }] },
        };

        var plan = Assert.Single(ScenarioCompiler.Compile(scenario).Plan.DataCenters);

        Assert.Equal((2, 25), (plan.Topology.Racks, plan.Topology.Hosts));
        Assert.Equal([1_130_000], plan.Site.Pue.Values);
        Assert.Equal((null, null, null, null), (plan.Site.Carbon, plan.Site.Price, plan.Site.CarbonFree, plan.Site.Water));
        Assert.Equal((1_686_000_000_000, VirtualDuration.FromHours(2_190 * 24)), (plan.Site.Embodied, plan.Site.ChipLifetime));
        Assert.True(plan.Failures.Enabled);
        Assert.False(plan.Chip.AgesByLoad);
        Assert.Equal(1ul, plan.Seed);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.001", 1)]
    [InlineData("0.25", 250)]
    [InlineData("1", 1000)]
    public void Compile_IdleRate_IsThatOfEveryChip(string text, int perMille)
    {
        var compiled = new ScenarioLoader().Load("rainier", [$"failures.idleRate={text}"]).Compile();

        Assert.All(compiled.Plan.DataCenters, each => Assert.Equal(perMille, each.Chip.IdleRatePerMille));
    }
}
