using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks the fleet of a scenario and works out its size.</summary>
internal static class FleetValidator
{
    private const string DataCenters = "fleet.dataCenters";

    /// <summary>Checks a fleet.</summary>
    /// <returns>Chips of each data center, null when the fleet is not sound; and all issues.</returns>
    public static (IReadOnlyList<long>? Chips, IReadOnlyList<InputIssue> Issues) Validate(
        FleetSpec fleet,
        HardwareCatalog catalog)
    {
        var issues = new List<InputIssue>();
        if (fleet.DataCenters.Count == 0)
        {
            issues.Add(new InputIssue(DataCenters, "empty", "a list of at least one data center"));
        }

        issues.AddRange(ScenarioValidator.Duplicates(fleet.DataCenters.Select(dataCenter => dataCenter.Name), DataCenters));
        foreach (var (index, dataCenter) in fleet.DataCenters.Index())
        {
            issues.AddRange(DataCenter(dataCenter, $"{DataCenters}[{index}]", fleet, catalog));
        }

        issues.AddRange(Shares(fleet));
        if (issues.Count > 0 || fleet.DataCenters.Any(dataCenter => catalog.LacksBase(dataCenter.Rack)))
        {
            return (null, issues);
        }

        var chipsPerRack = fleet.DataCenters.Select(dataCenter => catalog.RackTypes[dataCenter.Rack].ChipsPerRack).ToList();
        var chips = FleetShares.Chips(fleet, chipsPerRack);
        issues.AddRange(Size(fleet, chips));
        return (issues.Count == 0 ? chips : null, issues);
    }

    private static IEnumerable<InputIssue> DataCenter(
        DataCenterSpec dataCenter,
        string path,
        FleetSpec fleet,
        HardwareCatalog catalog)
    {
        if (!catalog.RackTypes.ContainsKey(dataCenter.Rack))
        {
            yield return ScenarioValidator.Unknown($"{path}.rack", dataCenter.Rack, catalog.RackTypes.Keys);
        }

        string?[] stated =
        [
            dataCenter.Racks is null ? null : "racks",
            dataCenter.Chips is null ? null : "chips",
            dataCenter.Share is null ? null : "share",
        ];
        var sizes = stated.OfType<string>().ToList();
        if (sizes.Count != 1)
        {
            yield return new InputIssue(
                path,
                sizes.Count == 0 ? "without a size" : $"sized by {string.Join(" and ", sizes)}",
                "sized by exactly one of racks, chips and share");
        }

        if (dataCenter.Share is not null && fleet.Chips is null)
        {
            yield return new InputIssue(
                $"{path}.share", $"{dataCenter.Share} of nothing", "left out, or fleet.chips given to be shared out");
        }

        if (dataCenter.ChipPrice is { } kind
            && !catalog.LacksBase(dataCenter.Rack)
            && catalog.RackTypes.GetValueOrDefault(dataCenter.Rack) is { } rack
            && catalog.ChipTypes.GetValueOrDefault(rack.Chip) is { } chip
            && !chip.Price.ContainsKey(kind))
        {
            var (key, known) = (FigureKey.Of(kind), chip.Price.Keys.Select(FigureKey.Of));
            yield return new InputIssue(
                $"{path}.chipPrice",
                $"{key}, of which {chip.Name} has no price",
                $"{string.Join(", ", known.Prepend("left out"))}, or chipTypes.{chip.Name}.price.{key} given");
        }
    }

    private static IEnumerable<InputIssue> Shares(FleetSpec fleet)
    {
        if (fleet.Chips is not null && fleet.DataCenters.All(dataCenter => dataCenter.Share is null))
        {
            yield return new InputIssue(
                "fleet.chips", $"{fleet.Chips} with nobody to get them", "left out, or a share given to a data center");
        }
    }

    private static IEnumerable<InputIssue> Size(FleetSpec fleet, IReadOnlyList<long> chips)
    {
        foreach (var (index, count) in chips.Index())
        {
            if (count == 0)
            {
                yield return new InputIssue(
                    "fleet.chips",
                    $"{fleet.Chips}",
                    $"enough for at least one rack in {DataCenters}[{index}] ({fleet.DataCenters[index].Name})");
            }
        }

        if (chips.Sum() > FleetSpec.MaxChips)
        {
            yield return new InputIssue("fleet", $"{chips.Sum()} chips", $"a fleet of at most {FleetSpec.MaxChips} chips");
        }
    }
}
