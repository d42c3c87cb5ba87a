using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Grains.Silos;
using Orleans.Simulation.Scenarios.Compilation;

namespace Orleans.Simulation.Driver.Tests.Clusters;

/// <summary>Covers: what a cluster refuses before it reads anything.</summary>
public sealed class SubmissionLimitsTests
{
    private static readonly RunSubmission Valid = new(
        "name: x", "x", ["seed=1"], SiloFacts.OfThisProcess.Version, 3_600, null, 1, TimeSpan.FromMinutes(2));

    [Fact]
    public void Submission_WithinLimits_IsTaken() => SubmissionLimits.MustHold(Valid);

    [Fact]
    public void Submission_BeyondAllLimits_IsRefusedWithEveryIssue()
    {
        var submission = new RunSubmission(
            new('x', SubmissionLimits.MaxScenario + 1),
            new('x', SubmissionLimits.MaxText + 1),
            [.. Enumerable.Repeat(new string('x', SubmissionLimits.MaxText + 1), SubmissionLimits.MaxOverrides + 1)],
            "9.8.7",
            0,
            double.NaN,
            0,
            TimeSpan.Zero);

        var refusal = Assert.Throws<InvalidInputException>(() => SubmissionLimits.MustHold(submission));

        Assert.Equal(
            ["client", "scenario", "name of the scenario", "--set", "--set", "--silos-needed", "--silo-patience", "--checkpoint-every", "--window"],
            refusal.Issues.Select(issue => issue.Where));
        Assert.Equal($"client: is of version 9.8.7, must be of the cluster's version, {SiloFacts.OfThisProcess.Version}", $"{refusal.Issues[0]}");
    }

    /// <summary>A submission comes from anybody: its series lie where its traces may, like failure traces.</summary>
    [Fact]
    public void Series_OutsideTheFolderOfTraces_AreRefused()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "traces");
        string[] overrides =
        [
            "startsAt=2022-01-01T00:00:00Z", "energy.carbon={ file: grid.csv }", "energy.price={ file: ../prices.csv }",
            "fleet.dataCenters[0].pue={ weather: /etc/weather.json }",
        ];
        var scenario = PreparedRun.NewLoader().Load("rainier", overrides);
        var compiled = ScenarioCompiler.Compile(scenario.Scenario, folder);

        var refusal = Assert.Throws<InvalidInputException>(() => SubmissionLimits.MustBeConfined(compiled, folder));
        var withoutFolder = Assert.Throws<InvalidInputException>(() => SubmissionLimits.MustBeConfined(compiled, traces: null));

        Assert.Equal(["fleet.dataCenters[0].pue", "energy.price"], refusal.Issues.Select(issue => issue.Where));
        Assert.Equal(
            ["fleet.dataCenters[0].pue", "energy.carbon", "energy.price"], withoutFolder.Issues.Select(issue => issue.Where));
    }
}
