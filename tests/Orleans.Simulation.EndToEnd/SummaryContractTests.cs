using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: names that other programs read from the files of a run. Renaming one breaks them.</summary>
public sealed class SummaryContractTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Figures =
    [
        "jobs.submitted", "jobs.completed", "jobs.failed", "jobs.queued", "jobs.running", "jobs.meanWaitSeconds",
        "jobs.medianWaitSeconds", "jobs.p95WaitSeconds", "jobs.p99WaitSeconds", "jobs.maxWaitSeconds", "jobs.meanJctSeconds",
        "jobs.makespanSeconds", "jobs.chipSeconds",
        "failures.count", "goodput.productiveChipSeconds", "goodput.lostWorkChipSeconds", "goodput.detectionChipSeconds",
        "goodput.restartChipSeconds", "goodput.checkpointChipSeconds", "goodput.slowedChipSeconds",
        "goodput.awaitingChipSeconds", "goodput.waitingChipSeconds", "goodput.ettr", "failures.evictedHosts",
        "goodput.goodputOfHeld", "goodput.goodputOfFleet", "goodput.wastedKilowattHours", "goodput.interruptions",
        "energy.itKilowattHours", "energy.facilityKilowattHours", "energy.jobKilowattHours", "energy.jobFacilityKilowattHours",
        "energy.itJoules", "energy.jobJoules", "energy.waterLitres", "energy.parts.chips.kilowattHours", "energy.parts.chips.femtojoules", "energy.parts.hosts.kilowattHours", "energy.parts.network.kilowattHours",
        "energy.parts.racks.kilowattHours", "energy.parts.conversionLoss.kilowattHours", "energy.parts.cooling.kilowattHours", "carbon.locationBasedKilograms",
        "carbon.marketBasedKilograms", "carbon.embodiedKilograms", "carbon.jobLocationBasedKilograms",
        "carbon.jobMarketBasedKilograms", "carbon.jobEmbodiedKilograms", "cost.electricityUsd", "cost.jobElectricityUsd",
        "cost.jobChipUsd",
    ];

    /// <summary>What data centers have and the fleet does not.</summary>
    private static readonly string[] OfDataCenters =
    [
        "power.lowestItKilowatts", "power.highestItKilowatts", "power.lowestFacilityKilowatts", "power.meanFacilityKilowatts",
        "power.highestFacilityKilowatts", "power.rampIntervalSeconds", "power.ramps", "power.largestRiseKilowatts",
        "power.largestFallKilowatts", "power.rampLimitKilowatts", "power.outsideRampLimitSeconds",
        "power.provisionedKilowatts", "power.aboveProvisionedSeconds", "power.aboveProvisionedKilowattHours", "power.limitedSeconds",
        "power.unservedKilowattHours", "power.preemptions", "power.preemptedChipSeconds", "power.slowedSeconds", "power.sparedKilowattHours",
        "power.possibleKilowatts", "power.oversubscription",
        "power.smoothing.largestRiseKilowatts", "power.smoothing.largestFallKilowatts", "power.smoothing.outsideRampLimitSeconds",
        "power.smoothing.burnedKilowattHours", "power.smoothing.chargedKilowattHours", "power.smoothing.dischargedKilowattHours",
        "power.smoothing.extraKilowattHours", "power.smoothing.electricityUsd", "power.smoothing.locationBasedKilograms",
        "power.swings.largestKilowatts", "power.swings.largestAtSeconds", "power.swings.independentKilowatts", "power.swings.independentAtSeconds",
        "power.swings.inPhaseKilowatts", "power.swings.inPhaseAtSeconds", "power.swings.edgeSeconds", "power.swings.largestRateKilowattsPerSecond",
        "power.swings.rateLimitKilowattsPerSecond", "power.swings.outsideRateLimitSeconds", "power.swings.smoothing.largestKilowatts",
        "power.swings.smoothing.independentKilowatts", "power.swings.smoothing.inPhaseKilowatts", "power.swings.smoothing.burnedKilowattHours",
        "power.swings.smoothing.lostKilowattHours", "power.swings.smoothing.extraKilowattHours", "power.swings.smoothing.storedKilowattHours",
        "power.swings.smoothing.electricityUsd", "power.swings.smoothing.locationBasedKilograms", "power.range.windowSeconds",
        "power.range.limitKilowatts", "power.range.largestKilowatts", "power.range.largestAtSeconds", "power.range.outsideSeconds",
        "power.batteries.dips", "power.batteries.bridged", "power.batteries.outages", "power.batteries.seconds", "power.batteries.kilowattHours",
    ];

    /// <summary>What a site does not know is null; these sites know everything.</summary>
    private static readonly string[] Sites =
    [
        "--set", "energy.carbon=400 g/kWh", "--set", "energy.carbonFree=0.5", "--set", "energy.price=70 USD/MWh",
        "--set", "energy.water=0.1 L/kWh", "--set", "power.rampLimit=1 MW", "--set", "power.filler=true", "--set", "workload.sources[0].step={}", "--set", "power.rangeLimit=1 MW",
        "--set", "power.rateLimit=1 MW/s", "--set", "power.stepFiller=0.5", "--set", "power.provisioned=9 MW", "--set", "energy.chipPrice=capacityBlock",
        "--set", "chipTypes.trainium2.embodied.total=500 kg",
        "--set", "failures.components[0]={ name: utility, domain: data-center, meanTimeToFailure: 6h, repair: 20s, rideThrough: 30s }",
    ];

    private readonly Workspace _workspace = new();

    private RunResults Results => _workspace.ResultsOf("here");

    public async Task InitializeAsync() =>
        (await _workspace.RunAsync(SmallRun.With(["--engine", "orleans", "--tables", "csv", "--out", "here", .. Sites])))
            .AssertExit(0);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Files_OfRun_HoldTheNamesOfTheContract()
    {
        var summary = Results.Summary;
        Assert.Matches("^[0-9a-f]{64}$", summary.At("resultHash").GetString());
        Assert.Matches("^[0-9a-f]{64}$", summary.At("scenarioHash").GetString());
        Assert.Equal(1, summary.Count("seed"));
        Assert.Matches(@"^\d+\.\d+\.\d+$", summary.At("version").GetString());
        Assert.Equal(JsonValueKind.True, summary.At("complete").ValueKind);
        Assert.Equal(1024, summary.Count("fleet.chips"));
        AssertFigures(summary);
        Assert.Equal(
            ["indiana", "pennsylvania", "mississippi"],
            summary.At("dataCenters").EnumerateArray().Select(dataCenter => dataCenter.At("name").GetString()));
        Assert.All(summary.At("dataCenters").EnumerateArray(), AssertFigures);
        Assert.All(
            summary.At("dataCenters").EnumerateArray(),
            part => Assert.All(OfDataCenters, name => Assert.Equal(JsonValueKind.Number, part.At(name).ValueKind)));

        var performance = Results.Performance;
        Assert.Equal("orleans", performance.At("engine").GetString());
        Assert.All(
            [
                "wallSeconds", "activationSeconds", "events", "eventsPerSecond", "chipStateChanges", "grainCalls.chip",
                "grainCalls.rack", "grainCalls.dataCenter", "grainCalls.total", "peakMemoryBytes",
            ],
            name => Assert.True(performance.At(name).GetDouble() > 0, $"{name} is not above zero"));

        Assert.Equal(
            ["row", "job_id", "submit_s", "start_s", "end_s", "chips", "data_center", "restarts"],
            Results.Table("jobs").Header.Take(8));
    }

    private static void AssertFigures(JsonElement part)
    {
        Assert.All(Figures, name => Assert.Equal(JsonValueKind.Number, part.At(name).ValueKind));
        Assert.Equal(JsonValueKind.Object, part.At("failures.byCause").ValueKind);
        Assert.Equal(JsonValueKind.Object, part.At("failures.byDomain").ValueKind);
        Assert.Equal(JsonValueKind.Array, part.At("goodput.bySize").ValueKind);
    }
}
