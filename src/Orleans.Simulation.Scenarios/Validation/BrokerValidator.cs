using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks that the broker knows what its policy asks for, and that jobs ask it for something.</summary>
internal static class BrokerValidator
{
    private const string DataCenters = "fleet.dataCenters";

    /// <summary>Checks the broker of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its rack types.</param>
    /// <param name="isFleetSound">Whether all racks of the fleet are known.</param>
    public static IReadOnlyList<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog, bool isFleetSound)
    {
        var issues = new List<InputIssue>(Keys(scenario));
        foreach (var (index, source) in scenario.Workload.Sources.Index())
        {
            issues.AddRange(Affinity(source, $"workload.sources[{index}]", scenario.Fleet, isFleetSound ? catalog : null));
        }

        var areChipsKnown = isFleetSound
            && scenario.Fleet.DataCenters.All(each => catalog.ChipTypes.ContainsKey(catalog.RackTypes[each.Rack].Chip));
        if (areChipsKnown)
        {
            SitePlan[] sites =
            [
                .. scenario.Fleet.DataCenters.Select((each, index) =>
                    SiteCompiler.Site(scenario, index, catalog.ChipTypes[catalog.RackTypes[each.Rack].Chip])),
            ];
            issues.AddRange(Policy(scenario, catalog, sites));
            issues.AddRange(scenario.Workload.Sources.Index()
                .SelectMany(each => Shift(
                    each.Item,
                    $"workload.sources[{each.Index}]",
                    BrokerCompiler.Reach(each.Item, scenario.Fleet, catalog),
                    sites))
                .DistinctBy(issue => issue.Where));
        }

        return issues;
    }

    private static IEnumerable<InputIssue> Keys(Scenario scenario)
    {
        var broker = scenario.Broker;
        if (broker.Cost is not null && broker.Policy != BrokerPolicy.Cheapest)
        {
            yield return new InputIssue("broker.cost", "given", "left out, or broker.policy cheapest");
        }

        if (broker.Policy == BrokerPolicy.Affinity && scenario.Workload.Sources.All(source => source.Affinity.Count == 0))
        {
            yield return new InputIssue(
                "broker.policy", "affinity without any", "given with affinity in at least one of workload.sources");
        }

        foreach (var (index, dataCenter) in scenario.Fleet.DataCenters.Index())
        {
            if (dataCenter.Weight is { } weight && broker.Policy != BrokerPolicy.Weighted)
            {
                yield return new InputIssue($"{DataCenters}[{index}].weight", $"{weight}", "left out, or broker.policy weighted");
            }
        }
    }

    private static IEnumerable<InputIssue> Affinity(
        SourceSpec source, string path, FleetSpec fleet, HardwareCatalog? catalog)
    {
        if (source is { DataCenter: not null, Affinity.Count: > 0 })
        {
            yield return new InputIssue($"{path}.affinity", "given beside dataCenter", "left out, or dataCenter left out");
        }

        var isSound = true;
        foreach (var (index, item) in source.Affinity.Index())
        {
            foreach (var issue in Item(item, $"{path}.affinity[{index}]", fleet, catalog))
            {
                isSound = false;
                yield return issue;
            }
        }

        if (catalog is null || !isSound)
        {
            yield break;
        }

        foreach (var (index, group) in BrokerCompiler.Affinity(source, fleet, catalog).Index())
        {
            if (group.Count == 0)
            {
                yield return new InputIssue(
                    $"{path}.affinity[{index}]",
                    "only of data centers that items before it name",
                    "of at least one that none of them names");
            }
        }
    }

    private static IEnumerable<InputIssue> Item(AffinitySpec item, string path, FleetSpec fleet, HardwareCatalog? catalog)
    {
        string[] stated =
        [
            .. item.Vendor is null ? (string[])[] : ["vendor"],
            .. item.Chip is null ? (string[])[] : ["chip"],
            .. item.DataCenter is null ? (string[])[] : ["dataCenter"],
        ];
        if (stated.Length != 1)
        {
            yield return new InputIssue(
                path,
                stated.Length == 0 ? "without a name" : $"a {string.Join(" and a ", stated)}",
                "exactly one of vendor, chip and dataCenter");
            yield break;
        }

        var dataCenters = fleet.DataCenters;
        var (name, known) = item switch
        {
            { Vendor: { } vendor } => (vendor, dataCenters.Select(each => each.Vendor).OfType<string>()),
            { Chip: { } chip } => (chip, catalog is null
                ? [chip]
                : dataCenters.Select(each => catalog.RackTypes[each.Rack].Chip)),
            _ => (item.DataCenter!, dataCenters.Select(each => each.Name)),
        };
        string[] names = [.. known.Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            yield return new InputIssue($"{path}.vendor", $"\"{name}\"", $"a vendor that one of {DataCenters} states; none does");
        }
        else if (!names.Contains(name, StringComparer.Ordinal))
        {
            yield return ScenarioValidator.Unknown($"{path}.{stated[0]}", name, names);
        }
    }

    private static IEnumerable<InputIssue> Policy(Scenario scenario, HardwareCatalog catalog, SitePlan[] sites)
    {
        var broker = scenario.Broker;
        var (isCheapest, scope) = (broker.Policy == BrokerPolicy.Cheapest, broker.Cost ?? CostScope.Electricity);
        foreach (var (index, site) in sites.Index())
        {
            var path = $"{DataCenters}[{index}]";
            if (isCheapest && scope != CostScope.ChipHours && site.Price is null)
            {
                yield return new InputIssue($"{path}.price", "missing", "given with broker.policy cheapest, here or by a region");
            }

            if (isCheapest && scope != CostScope.Electricity && site.ChipHour is null)
            {
                var chip = catalog.RackTypes[scenario.Fleet.DataCenters[index].Rack].Chip;
                yield return new InputIssue(
                    $"{path}.rack",
                    $"of {chip}, which has no {FigureKey.Of(SiteCompiler.ChipPriceOf(scenario, index))} price of a chip-hour",
                    $"of chips that have one, with broker.cost {(scope == CostScope.Both ? "both" : "chip-hours")}");
            }

            if (broker.Policy == BrokerPolicy.Greenest && site.Carbon is null)
            {
                yield return new InputIssue(
                    $"{path}.carbon", "missing", "given with broker.policy greenest, here or by a region");
            }
        }
    }

    private static IEnumerable<InputIssue> Shift(SourceSpec source, string path, IReadOnlyList<int> reach, SitePlan[] sites)
    {
        if (source.Shift is not { } shift || reach.Count == 0)
        {
            yield break;
        }

        var word = shift.By == ShiftGoal.Price ? "price" : "carbon";
        foreach (var index in reach)
        {
            if (RateOf(sites[index], shift.By) is null)
            {
                yield return new InputIssue(
                    $"{DataCenters}[{index}].{word}", "missing", $"given: {path}.shift is by {word}, and its jobs may go there");
            }
        }

        if (reach.All(index => !Changes(sites[index].Pue) && !(RateOf(sites[index], shift.By) is { } rate && Changes(rate))))
        {
            yield return new InputIssue(
                $"{path}.shift",
                $"by {word}",
                "left out where no rate changes by time: neither that nor the PUE comes from a file");
        }
    }

    private static RateSeries? RateOf(SitePlan site, ShiftGoal goal) => goal == ShiftGoal.Price ? site.Price : site.Carbon;

    // A series has no values yet.
    private static bool Changes(RateSeries rate) => rate.Values.Count == 0;
}
