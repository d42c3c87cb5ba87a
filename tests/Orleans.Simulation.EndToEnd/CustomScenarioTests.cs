using System.Globalization;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: a scenario of the user's own, with hardware that the catalog does not have.</summary>
public sealed class CustomScenarioTests : IDisposable
{
    private const string Scenario = """
        name: garage
        seed: 3
        duration: 2h
        fleet:
          dataCenters:
            - { name: attic, rack: shelf, racks: 2, pue: 1.5 }
        workload:
          sources:
            - { name: jobs, trace: jobs.csv }
        chipTypes:
          toaster:
            description: A chip that keeps bread warm
            idle: 10 W
            busy: 110 W
        rackTypes:
          shelf:
            description: Two boards of two
            chip: toaster
            chipsPerHost: 2
            hostsPerRack: 2
            hostOverhead: 20 W
            rackOverhead: 5 W
        """;

    private readonly Workspace _workspace = new();

    public CustomScenarioTests()
    {
        _workspace.Write("own/garage.yaml", Scenario);
        _workspace.Write("own/jobs.csv", "job_id,submit_s,duration_s,chips\na,0,3600,8\nb,1800,1800,4\n");
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Scenario_WithItsOwnHardware_GivesTheEnergyThatOneCanWorkOut(string engine)
    {
        var result = await _workspace.RunAsync(
            "run", "own/garage.yaml", "--engine", engine, "--tables", "csv", "--out", "here");

        result.AssertExit(0);

        // 8 chips busy for an hour, 4 for half an hour, the rest of 2 h x 8 chips idle; 4 hosts and 2 racks for 2 h.
        const decimal chips = (10 * 0.110m) + (6 * 0.010m);
        const decimal it = chips + (2 * ((4 * 0.020m) + (2 * 0.005m)));
        var summary = _workspace.ResultsOf("here").Summary;
        Assert.Equal(8, summary.Count("fleet.chips"));
        Assert.Equal(2, summary.Count("jobs.completed"));
        Assert.Equal(36_000, summary.Count("jobs.chipSeconds"));
        Assert.Equal(900, summary.Number("jobs.meanWaitSeconds"));
        Assert.Equal(0, summary.Count("failures.count"));
        Assert.Equal(chips, summary.Number("energy.chipKilowattHours"));
        Assert.Equal(it, summary.Number("energy.itKilowattHours"));
        Assert.Equal(it * 1.5m, summary.Number("energy.facilityKilowattHours"));
        Assert.Equal(
            (chips, 0.16m, 0, 0.02m, 0, it / 2),
            (Part("chips"), Part("hosts"), Part("network"), Part("racks"), Part("conversionLoss"), Part("cooling")));
        Assert.All(_workspace.ResultsOf("here").Table("chips").Rows, chip => Assert.Equal("toaster", chip["type"]));

        decimal? Part(string name) => summary.Number($"energy.parts.{name}.kilowattHours");
    }

    /// <summary>Two racks with 12 W of network each for two hours, behind a conversion of 80 %: all of it is at the feed, 12 W of the 15.</summary>
    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Scenario_WithANetwork_DrawsItsPowerAllTheTime(string engine)
    {
        var result = await _workspace.RunAsync(
            "run", "own/garage.yaml", "--engine", engine, "--out", "here",
            "--set", "rackTypes.shelf.networkOverhead=12 W", "--set", "rackTypes.shelf.conversion=0.8");

        const decimal it = ((10 * 0.1375m) + (6 * 0.0125m)) + (2 * ((4 * 0.025m) + (2 * 0.015m) + (2 * 0.00625m)));
        var energy = _workspace.ResultsOf("here").Summary.At("energy");
        Assert.Contains("Network", result.AssertExit(0).Output, StringComparison.Ordinal);
        Assert.Equal(it, energy.Number("itKilowattHours"));
        Assert.Equal(it * 1.5m, energy.Number("facilityKilowattHours"));
        Assert.Equal(0.048m, energy.Number("parts.network.kilowattHours"));
        Assert.Equal(0.048m * 3_600_000 * 1_000_000_000_000_000, energy.Number("parts.network.femtojoules"));
        Assert.Equal(0.2m * it, energy.Number("parts.conversionLoss.kilowattHours"));
    }

    /// <summary>Behind a conversion of 80 % everything draws a quarter more, at work and idle, and a fifth of what it draws is lost.</summary>
    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Scenario_WithAConversion_DrawsAsMuchMoreAndSaysWhatOfItIsLost(string engine)
    {
        var result = await _workspace.RunAsync(
            "run", "own/garage.yaml", "--engine", engine, "--tables", "csv", "--out", "here", "--set", "rackTypes.shelf.conversion=0.8");

        const decimal chips = (10 * 0.1375m) + (6 * 0.0125m);
        const decimal it = chips + (2 * ((4 * 0.025m) + (2 * 0.00625m)));
        var results = _workspace.ResultsOf("here");
        Assert.Contains("Conversion", result.AssertExit(0).Output, StringComparison.Ordinal);
        Assert.Equal(chips, results.Summary.Number("energy.chipKilowattHours"));
        Assert.Equal(it, results.Summary.Number("energy.itKilowattHours"));
        Assert.Equal(it * 1.5m, results.Summary.Number("energy.facilityKilowattHours"));
        Assert.Equal(0.2m * it, results.Summary.Number("energy.parts.conversionLoss.kilowattHours"));
        Assert.Equal(1.25m, results.Summary.Number("energy.jobKilowattHours") / (10 * 0.110m));
        var drawn = results.Table("chips").Rows.Sum(chip => decimal.Parse(chip["energy_joules"], CultureInfo.InvariantCulture));
        Assert.Equal(chips * 3_600_000, drawn);
    }

    [Fact]
    public async Task Scenario_WithOverrides_IsWhatTheOverridesSay()
    {
        (await _workspace.RunAsync(
            "run", "own/garage.yaml", "--engine", "reference", "--out", "here",
            "--set", "chipTypes.toaster.busy=1.01 kW", "--set", "fleet.dataCenters[attic].racks=4",
            "--set", "fleet.dataCenters[1]={ name: cellar, rack: shelf, racks: 1 }",
            "--set", "workload.sources[jobs].dataCenter=attic")).AssertExit(0);

        var summary = _workspace.ResultsOf("here").Summary;
        Assert.Equal(20, summary.Count("fleet.chips"));
        Assert.Equal(0, summary.Number("jobs.meanWaitSeconds"));
        Assert.Equal((10 * 1.010m) + (30 * 0.010m), summary.Number("energy.chipKilowattHours"));
    }

    [Fact]
    public async Task Hashes_OfChangedScenario_AreOthers()
    {
        (await _workspace.RunAsync("run", "own/garage.yaml", "--engine", "reference", "--out", "first")).AssertExit(0);
        (await _workspace.RunAsync(
            "run", "own/garage.yaml", "--engine", "reference", "--out", "second",
            "--set", "chipTypes.toaster.idle=11 W")).AssertExit(0);

        var (first, second) = (_workspace.ResultsOf("first").Summary, _workspace.ResultsOf("second").Summary);
        Assert.NotEqual(first.At("scenarioHash").GetString(), second.At("scenarioHash").GetString());
        Assert.NotEqual(first.At("resultHash").GetString(), second.At("resultHash").GetString());
    }
}
