using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Validation;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>Power that is too little once the weather is known.</summary>
public sealed class PowerValidatorTests
{
    private static readonly string[] Weather =
    [
        "startsAt=2022-01-01T00:00:00Z", "fleet.dataCenters[0].pue={ weather: w.json, repeat: true }",
        "fleet.dataCenters[0].power={ provisioned: 26 MW }",
    ];

    private static readonly RateSeries Hot = new(0, VirtualDuration.FromHours(1), [1_100_000, 1_500_000, 1_000_000], Repeats: true);

    [Theory]
    [InlineData(1_200_000, null)]
    [InlineData(1_300_000, "fleet.dataCenters[0].power.provisioned: is 26000 kW, must be at least ")]
    public void Validate_PueOfAFile_CountsOnceItIsKnown(int highest, string? issue)
    {
        var compiled = new ScenarioLoader().Load("rainier", Weather).Compile();
        var first = compiled.Plan.DataCenters[0];
        var pue = new RateSeries(0, VirtualDuration.FromHours(1), [1_100_000, highest, 1_000_000], Repeats: true);
        var plan = compiled.Plan with { DataCenters = [first with { Site = first.Site with { Pue = pue } }, .. compiled.Plan.DataCenters.Skip(1)] };

        var issues = PowerValidator.Validate(compiled.Scenario, plan).Select(each => $"{each}").ToList();

        Assert.Equal(issue is null ? 0 : 1, issues.Count);
        Assert.All(issues, each => Assert.StartsWith(issue!, each, StringComparison.Ordinal));
    }

    /// <summary>What is provisioned follows the highest PUE, too.</summary>
    [Theory]
    [InlineData("1.9", null)]
    [InlineData("9.5", "fleet.dataCenters[0].power.oversubscription: is 9.5, which is ")]
    public void Validate_OversubscriptionAndPueOfAFile_CountOnceItIsKnown(string times, string? issue)
    {
        var compiled = new ScenarioLoader().Load("rainier", [.. Weather, $"fleet.dataCenters[0].power={{ oversubscription: {times} }}"]).Compile();
        var first = compiled.Plan.DataCenters[0];
        var hot = first with { Site = first.Site with { Pue = Hot } };
        var cool = first with { Site = first.Site with { Pue = RateSeries.Constant(1_000_000) } };
        var plan = compiled.Plan with { DataCenters = [hot, .. compiled.Plan.DataCenters.Skip(1)] };

        var issues = PowerValidator.Validate(compiled.Scenario, plan).Select(each => $"{each}").ToList();

        Assert.Equal(cool.HighestDraw.Milliwatts * 3 / 2, hot.HighestDraw.Milliwatts);
        Assert.Equal(issue is null ? 0 : 1, issues.Count);
        Assert.All(issues, each => Assert.StartsWith(issue!, each, StringComparison.Ordinal));
    }
}
