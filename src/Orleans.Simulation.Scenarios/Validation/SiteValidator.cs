using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks what a scenario says of sites.</summary>
internal static class SiteValidator
{
    /// <summary>Checks regions, PUEs by weather, and whether series can cover the run.</summary>
    public static IEnumerable<InputIssue> Validate(Scenario scenario)
    {
        foreach (var (index, dataCenter) in scenario.Fleet.DataCenters.Index())
        {
            if (dataCenter.Region is { Length: > 0 } region && !RegionCatalog.All.ContainsKey(region))
            {
                yield return ScenarioValidator.Unknown($"fleet.dataCenters[{index}].region", region, RegionCatalog.All.Keys);
            }
        }

        var series = SiteCompiler.Specs(scenario).DistinctBy(each => each.Key).ToList();
        foreach (var (key, _, _, spec) in series)
        {
            if (spec is WeatherSpec weather && HighestPue(weather) > SiteSpec.MaxPue)
            {
                yield return new InputIssue(
                    $"{key}.perDegree",
                    $"{weather.PerDegree}, which makes {HighestPue(weather)} of a wet-bulb temperature of 50 C",
                    $"small enough for a PUE of at most {SiteSpec.MaxPue}");
            }

            if (scenario.Duration is null && !spec.Repeat)
            {
                yield return new InputIssue(
                    key,
                    "a series that ends, in a run that lasts until its jobs are done",
                    "given with repeat: true, or duration given");
            }
        }

        if (series.Count > 0 && scenario.StartsAt is null)
        {
            yield return new InputIssue(
                "startsAt",
                $"missing beside {series[0].Key}",
                "given: the instant of the series at which the run starts, such as 2022-01-01T00:00:00Z");
        }
    }

    private static decimal HighestPue(WeatherSpec weather) => weather.Base + (weather.PerDegree * (50 - weather.Above));
}
