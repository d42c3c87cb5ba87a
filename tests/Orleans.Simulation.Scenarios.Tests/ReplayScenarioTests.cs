using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Replay;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ReplayScenarioTests
{
    private static readonly ScenarioLoader Loader = new();

    [Theory]
    [InlineData("12x8", 96, 8, 32)]
    [InlineData("1x256", 256, 256, 256)]
    [InlineData("3x48", 144, 48, 48)]
    [InlineData("5x1", 5, 1, 32)]
    public void Nodes_Built_HasHostsOfThatSize(string nodes, int chips, int chipsPerHost, int chipsPerRack)
    {
        var compiled = ReplayScenario.Build(new ReplayRequest { Trace = "t.csv", Nodes = nodes }, Loader).Compile();

        var plan = Assert.Single(compiled.Plan.DataCenters);
        Assert.Equal(chips, plan.Topology.Chips);
        Assert.Equal(chipsPerHost, plan.Topology.ChipsPerHost);
        Assert.Equal(chipsPerRack, plan.Topology.ChipsPerRack);
        Assert.Equal(PlacementPolicy.Nodes, plan.Scheduling.Placement);
        Assert.Equal(QueueOrder.Fifo, plan.Scheduling.Order);
        Assert.False(plan.Failures.Enabled);
        Assert.Equal("h100", plan.Chip.Name);
        Assert.True(compiled.Plan.End.IsNever);
        Assert.Equal("t.csv", Assert.IsType<TraceSource>(Assert.Single(compiled.Sources)).File);
    }

    [Fact]
    public void Nodes_OfEightChips_DrawWhatTheCatalogSaysOfSuchHosts()
    {
        var room = ReplayScenario.Build(new ReplayRequest { Trace = "t.csv", Nodes = "4x8" }, Loader).Compile();
        var pool = ReplayScenario.Build(new ReplayRequest { Trace = "t.csv", Pool = "32" }, Loader).Compile();

        Assert.Equal(pool.Plan.DataCenters[0].HostOverhead, room.Plan.DataCenters[0].HostOverhead);
        Assert.Equal(pool.Plan.DataCenters[0].NetworkOverhead, room.Plan.DataCenters[0].NetworkOverhead);
        Assert.Equal(pool.Plan.DataCenters[0].RackOverhead, room.Plan.DataCenters[0].RackOverhead);
    }

    [Fact]
    public void Pool_Built_PlacesAnywhere()
    {
        var request = new ReplayRequest { Trace = "t.csv", Pool = "97", Policy = "sjf", Failures = "on", Seed = 5 };

        var plan = Assert.Single(ReplayScenario.Build(request, Loader).Compile().Plan.DataCenters);

        Assert.Equal(97, plan.Topology.Chips);
        Assert.Equal(PlacementPolicy.Pool, plan.Scheduling.Placement);
        Assert.Equal(QueueOrder.Sjf, plan.Scheduling.Order);
        Assert.True(plan.Failures.Enabled);
        Assert.Equal(5ul, plan.Seed);
    }

    [Fact]
    public void Fleet_Built_KeepsItsFleetAndPlacement()
    {
        var request = new ReplayRequest { Trace = "t.csv", Format = "itp", Fleet = "rainier", Failures = "off" };

        var compiled = ReplayScenario.Build(request, Loader).Compile();

        Assert.Equal(131_072, compiled.Plan.Chips);
        Assert.Equal(PlacementPolicy.Racks, compiled.Plan.DataCenters[0].Scheduling.Placement);
        Assert.False(compiled.Plan.DataCenters[0].Failures.Enabled);
        Assert.True(compiled.Plan.End.IsNever);
    }

    [Theory]
    [InlineData("12*8")]
    [InlineData("0x8")]
    [InlineData("12x300")]
    [InlineData("12x0")]
    [InlineData("12x8x2")]
    [InlineData("-1x8")]
    [InlineData("16777216x2")]
    [InlineData("")]
    public void Nodes_Malformed_AreAnIssue(string nodes) =>
        Assert.Equal("--nodes", SingleIssue(new ReplayRequest { Trace = "t.csv", Nodes = nodes }).Where);

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("16777217")]
    [InlineData("many")]
    public void Pool_Malformed_IsAnIssue(string pool) =>
        Assert.Equal("--pool", SingleIssue(new ReplayRequest { Trace = "t.csv", Pool = pool }).Where);

    [Fact]
    public void Fleet_Unknown_ListsThePresets() =>
        Assert.Contains("rainier", SingleIssue(new ReplayRequest { Trace = "t.csv", Fleet = "nowhere" }).Expected, StringComparison.Ordinal);

    [Fact]
    public void Build_SeveralMistakes_NamesAll()
    {
        var request = new ReplayRequest { Trace = "t.csv", Format = "xls", Nodes = "1x1", Pool = "1", Policy = "lifo", Failures = "yes" };

        var fault = Assert.Throws<InvalidInputException>(() => ReplayScenario.Build(request, Loader));

        Assert.Equal(["--policy", "--failures", "replay", "--format"], fault.Issues.Select(issue => issue.Where));
    }

    private static InputIssue SingleIssue(ReplayRequest request) =>
        Assert.Single(Assert.Throws<InvalidInputException>(() => ReplayScenario.Build(request, Loader)).Issues);
}
