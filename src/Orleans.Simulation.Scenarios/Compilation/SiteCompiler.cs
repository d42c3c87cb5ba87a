using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Resolves sites: what a data center says itself comes before its region, and that before what holds for all.</summary>
internal static class SiteCompiler
{
    private const decimal MicrogramsPerGram = 1_000_000;
    private const decimal MicrodollarsPerDollar = 1_000_000;

    // Its values come from a file that is still to be read.
    private static readonly RateSeries Unread = new(0, VirtualDuration.Zero, [], Repeats: false);

    /// <summary>The site of a data center; rates from files are still without values.</summary>
    /// <param name="scenario">A valid scenario.</param>
    /// <param name="index">Index of the data center.</param>
    /// <param name="chip">Its chip type.</param>
    public static SitePlan Site(Scenario scenario, int index, ChipTypeSpec chip)
    {
        var (own, region, all) = Levels(scenario, index);
        var embodied = EmbodiedOf(chip);
        return new(Pue(own) ?? Constant(region?.Pue?.Value * SitePlan.PueUnit) ?? Pue(all) ?? DefaultPue)
        {
            Carbon = Rate(own.Carbon, own.CarbonSeries) ?? Constant(region?.Carbon?.Value) ?? Rate(all.Carbon, all.CarbonSeries),
            Price = Rate(own.Price, own.PriceSeries) ?? Constant(region?.Price?.Value) ?? Rate(all.Price, all.PriceSeries),
            CarbonFree = (int?)((own.CarbonFree ?? region?.CarbonFree?.Value ?? all.CarbonFree) * SitePlan.ShareUnit),
            Water = (long?)(own.Water ?? region?.Water?.Value ?? all.Water),
            Embodied = (long?)(embodied?.Figure.Value * MicrogramsPerGram),
            ChipLifetime = embodied is null ? VirtualDuration.Zero : scenario.Energy.Lifetime,
            ChipHour = (long?)(chip.Price.GetValueOrDefault(ChipPriceOf(scenario, index))?.Value * MicrodollarsPerDollar),
        };
    }

    /// <summary>Which of the prices of its chips counts in a data center.</summary>
    public static PriceKind ChipPriceOf(Scenario scenario, int index) =>
        scenario.Fleet.DataCenters[index].ChipPrice ?? scenario.Energy.ChipPrice;

    /// <summary>Which of the prices of a chip count in the data centers that have it.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="racks">Its rack types and those of the catalog.</param>
    /// <param name="chip">Name of the chip type.</param>
    public static IReadOnlySet<PriceKind> ChipPricesOf(Scenario scenario, IReadOnlyDictionary<string, RackTypeSpec> racks, string chip) =>
        scenario.Fleet.DataCenters.Index()
            .Where(each => racks[each.Item.Rack].Chip == chip)
            .Select(each => ChipPriceOf(scenario, each.Index))
            .ToHashSet();

    /// <summary>The embodied carbon of a chip that counts: all of it, or what is known of it; null: nothing is.</summary>
    public static (EmbodiedScope Scope, Sourced<decimal> Figure)? EmbodiedOf(ChipTypeSpec chip) =>
        chip.Embodied.TryGetValue(EmbodiedScope.Total, out var total) ? (EmbodiedScope.Total, total)
        : chip.Embodied.TryGetValue(EmbodiedScope.Manufacturing, out var manufacturing)
            ? (EmbodiedScope.Manufacturing, manufacturing)
        : null;

    /// <summary>The files that the rates of a scenario come from, in the order of data centers and rates.</summary>
    /// <param name="scenario">A valid scenario.</param>
    /// <param name="baseFolder">What relative paths are relative to.</param>
    public static IReadOnlyList<RateSource> Series(Scenario scenario, string baseFolder) =>
        [.. Enumerable.Range(0, scenario.Fleet.DataCenters.Count).SelectMany(index => Series(scenario, index, baseFolder))];

    /// <summary>The files as the scenario names them, with the key of each.</summary>
    /// <param name="scenario">The scenario; its regions may be unknown.</param>
    public static IEnumerable<(string Key, int DataCenter, RateKind Kind, SeriesSpec Spec)> Specs(Scenario scenario)
    {
        for (var index = 0; index < scenario.Fleet.DataCenters.Count; index++)
        {
            var (own, region, all) = Levels(scenario, index);
            var path = $"fleet.dataCenters[{index}]";
            (string, int, RateKind, SeriesSpec?)[] candidates =
            [
                own.HasPue ? ($"{path}.pue", index, RateKind.Pue, own.Weather)
                    : ("energy.pue", index, RateKind.Pue, region?.Pue is null ? all.Weather : null),
                own.HasCarbon ? ($"{path}.carbon", index, RateKind.Carbon, own.CarbonSeries)
                    : ("energy.carbon", index, RateKind.Carbon, region?.Carbon is null ? all.CarbonSeries : null),
                own.HasPrice ? ($"{path}.price", index, RateKind.Price, own.PriceSeries)
                    : ("energy.price", index, RateKind.Price, region?.Price is null ? all.PriceSeries : null),
            ];
            foreach (var (key, dataCenter, kind, spec) in candidates)
            {
                if (spec is not null)
                {
                    yield return (key, dataCenter, kind, spec);
                }
            }
        }
    }

    private static RateSeries DefaultPue => RateSeries.Constant((long)(EnergySpec.DefaultPue * SitePlan.PueUnit));

    private static (SiteSpec Own, RegionSpec? Region, SiteSpec All) Levels(Scenario scenario, int index)
    {
        var dataCenter = scenario.Fleet.DataCenters[index];
        var region = dataCenter.Region is { } name ? RegionCatalog.All.GetValueOrDefault(name) : null;
        return (dataCenter.Site, region, scenario.Energy.Site);
    }

    private static IEnumerable<RateSource> Series(Scenario scenario, int index, string baseFolder) =>
        Specs(scenario).Where(each => each.DataCenter == index).Select(each => new RateSource(
            each.Key,
            index,
            each.Kind,
            Path.Combine(baseFolder, each.Spec.File),
            each.Spec.Column,
            each.Spec.Fill,
            each.Spec.Repeat,
            each.Spec is WeatherSpec weather
                ? new((double)weather.Base, (double)weather.Above, (double)weather.PerDegree)
                : null));

    private static RateSeries? Pue(SiteSpec site) => site.Weather is null ? Constant(site.Pue * SitePlan.PueUnit) : Unread;

    private static RateSeries? Rate(decimal? value, SeriesSpec? series) => series is null ? Constant(value) : Unread;

    private static RateSeries? Constant(decimal? value) => value is { } known ? RateSeries.Constant((long)known) : null;
}
