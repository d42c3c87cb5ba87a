using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Resolves what a scenario says of the broker: names of vendors, chips and data centers to indices.</summary>
internal static class BrokerCompiler
{
    /// <summary>The broker of a valid scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its rack types.</param>
    public static BrokerPlan Plan(Scenario scenario, HardwareCatalog catalog)
    {
        var (spec, dataCenters) = (scenario.Broker, scenario.Fleet.DataCenters);
        SourceTerms[] sources = [.. scenario.Workload.Sources.Select(source => Terms(source, scenario.Fleet, catalog))];
        return new(spec.Policy)
        {
            Cost = spec.Cost ?? CostScope.Electricity,
            MaxWait = spec.MaxWait,
            News = spec.News,
            Weights = spec.Policy == BrokerPolicy.Weighted ? [.. dataCenters.Select(each => each.Weight ?? 1)] : [],
            Sources = sources.All(source => source is { Affinity.Count: 0, Shift: null, IsGang: false }) ? [] : sources,
        };
    }

    /// <summary>
    /// Indices of the data centers that the jobs of a source accept; in every item of its affinity those that are new.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="catalog">Its rack types; all racks of the fleet are known.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Affinity(SourceSpec source, FleetSpec fleet, HardwareCatalog catalog)
    {
        var seen = new HashSet<int>();
        return
        [
            .. source.Affinity.Select(item => (IReadOnlyList<int>)
            [
                .. fleet.DataCenters.Index()
                    .Where(each => Accepts(item, each.Item, catalog) && seen.Add(each.Index))
                    .Select(each => each.Index),
            ]),
        ];
    }

    /// <summary>Indices of all data centers that the jobs of a source may go to.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="catalog">Its rack types; all racks of the fleet are known.</param>
    public static IReadOnlyList<int> Reach(SourceSpec source, FleetSpec fleet, HardwareCatalog catalog) =>
        source.Affinity.Count > 0
            ? [.. Affinity(source, fleet, catalog).SelectMany(each => each).Order()]
            : [.. fleet.DataCenters.Index()
                .Where(each => source.DataCenter is null || each.Item.Name == source.DataCenter)
                .Select(each => each.Index)];

    private static SourceTerms Terms(SourceSpec source, FleetSpec fleet, HardwareCatalog catalog) => new()
    {
        Affinity = Affinity(source, fleet, catalog),
        IsGang = source.Gang,
        Shift = source.Shift is { } shift ? new(shift.Deadline, shift.By) : null,
    };

    private static bool Accepts(AffinitySpec item, DataCenterSpec dataCenter, HardwareCatalog catalog) =>
        item.Vendor is { } vendor ? dataCenter.Vendor == vendor
        : item.Chip is { } chip ? catalog.RackTypes[dataCenter.Rack].Chip == chip
        : dataCenter.Name == item.DataCenter;
}
