using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>Covers: figures of publications, from the scenario to the summary.</summary>
public sealed class PublishedTests
{
    private static readonly string[] WithoutSeries =
        ["fleet.dataCenters[0].price=null", "fleet.dataCenters[3].pue=null", "energy.carbon=null"];

    private static readonly EnergyPart Nothing = new(0, 0);

    private static readonly RunSummary Summary = new(
        ResultHash: string.Empty,
        ScenarioHash: string.Empty,
        Scenario: "sample",
        Seed: 1,
        Version: "0.0.0",
        Complete: true,
        EndSeconds: 1000,
        Fleet: new(Chips: 16, Racks: 1, DataCenters: 1),
        Jobs: new(
            Submitted: 9,
            Completed: 4,
            Failed: 0,
            Rejected: 0,
            Queued: 5,
            Running: 0,
            Restarts: 3,
            Shrinks: 1,
            MeanWaitSeconds: 1800,
            MedianWaitSeconds: 1800,
            P95WaitSeconds: 1800,
            P99WaitSeconds: 1800,
            MaxWaitSeconds: 1800,
            MeanJctSeconds: 5400,
            MakespanSeconds: 7200,
            ChipSeconds: 1,
            LostChipSeconds: 1),
        ChipTime: new(IdleChipSeconds: 1, BusyChipSeconds: 5, FailedChipSeconds: 2, Utilization: 0.625m),
        Failures: new(
            Count: 7,
            ByCause: new Dictionary<string, long>(StringComparer.Ordinal) { ["optics"] = 3, ["psu"] = 4 },
            JobsHit: 3,
            LostChipSeconds: 1,
            Repairs: 1,
            EvictedHosts: 1,
            ByDomain: new Dictionary<string, DomainSummary>(StringComparer.Ordinal)),
        Goodput: new(
            ProductiveChipSeconds: 1,
            LostWorkChipSeconds: 1,
            DetectionChipSeconds: 1,
            RestartChipSeconds: 1,
            CheckpointChipSeconds: 1,
            SlowedChipSeconds: 1,
            AwaitingChipSeconds: 1,
            WaitingChipSeconds: 1,
            Ettr: 0.9m,
            GoodputOfHeld: 0.91m,
            GoodputOfFleet: 0.6m,
            WastedKilowattHours: 1,
            Interruptions: 3,
            BySize:
            [
                new(MinChips: 1, MaxChips: 1, Jobs: 2, Interruptions: 0, MeanTimeToFailureSeconds: null),
                new(MinChips: 2, MaxChips: 3, Jobs: 1, Interruptions: 1, MeanTimeToFailureSeconds: 36_000),
                new(MinChips: 8, MaxChips: 15, Jobs: 1, Interruptions: 2, MeanTimeToFailureSeconds: 9_000),
                new(MinChips: 16, MaxChips: 31, Jobs: 1, Interruptions: 0, MeanTimeToFailureSeconds: null),
            ]),
        Energy: new(0, 0, FacilityKilowattHours: 5, 0, 0, MeanItKilowatts: null, 0, 0, WaterLitres: null) { Parts = new(Nothing, Nothing, Nothing, Nothing, Nothing, Nothing) },
        Carbon: new(null, null, null, null, null, null),
        Cost: new(null, null, null),
        DataCenters: []);

    [Theory]
    [InlineData("chip-availability", 0.75)]
    [InlineData("completed", 4.0)]
    [InlineData("ettr", 0.9)]
    [InlineData("facility-megawatts", 0.018)]
    [InlineData("facility-watts-per-chip", 1125.0)]
    [InlineData("failures", 7.0)]
    [InlineData("failures:optics", 3.0)]
    [InlineData("failures:never struck", 0.0)]
    [InlineData("goodput-of-fleet", 0.6)]
    [InlineData("goodput-of-held", 0.91)]
    [InlineData("interruptions", 3.0)]
    [InlineData("interruptions-per-job", 0.6)]
    [InlineData("makespan-hours", 2.0)]
    [InlineData("mean-jct-hours", 1.5)]
    [InlineData("mean-wait-hours", 0.5)]
    [InlineData("mttf-hours", 2.5)]
    [InlineData("mttf-hours:3", 10.0)]
    [InlineData("mttf-hours:8", 2.5)]
    [InlineData("mttf-hours:1", null)]
    [InlineData("mttf-hours:4", null)]
    [InlineData("utilization", 0.625)]
    public void Figure_OfASummary_IsTakenFromIt(string figure, double? expected) =>
        Assert.Equal((decimal?)expected, Published(figure).MeasuredBy(Summary).Measured);

    [Fact]
    public void Figures_ThatScenariosKnow_AreAllMeasured() =>
        Assert.All(FigureKind.All, figure => Assert.NotNull(Published(figure.Name).MeasuredBy(Summary).Measured));

    [Fact]
    public void Scenario_WithPublishedFigures_HandsThemToTheRun()
    {
        const string withoutTrace = "workload.sources=[{ name: drawn, generator: { load: 0.5, "
            + "sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }]";
        var loaded = new ScenarioLoader().Parse(SampleScenario.Yaml, "sample.yaml", [withoutTrace, .. WithoutSeries]);

        var order = PreparedRun.Of(loaded).Order();

        Assert.Equal(
            [
                new PublishedFigure("ettr", 0.9m, 0.85m, 0.95m, Measured: null, "a paper"),
                new PublishedFigure("mttf-hours:8", 100, Low: null, High: null, Measured: null, "a paper"),
            ],
            order.Results.Published);
        Assert.Equal("by hand", loaded.Scenario.Published[0].Note);
    }

    [Fact]
    public void Summary_WithoutPublishedFigures_DoesNotNameThem() =>
        Assert.DoesNotContain("published", ResultJson.Write(Summary), StringComparison.OrdinalIgnoreCase);

    private static PublishedFigure Published(string figure) => new(figure, 1, Low: null, High: null, Measured: null, "a paper");
}
