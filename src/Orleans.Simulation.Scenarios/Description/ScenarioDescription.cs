using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>A resolved scenario with every value, who decided it, and what it rests on.</summary>
/// <param name="Name">Name of the scenario.</param>
/// <param name="Text">What it shows.</param>
/// <param name="Hash">Its hash; see <see cref="ScenarioHash"/>.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="DataCenters">Its data centers as they were resolved.</param>
/// <param name="Values">All its values: first those of its document, then those of the hardware that it uses.</param>
/// <param name="Notes">What the user should know about the resolution, a sentence each; mostly empty.</param>
public sealed record ScenarioDescription(
    string Name,
    string Text,
    string Hash,
    ulong Seed,
    IReadOnlyList<DescribedDataCenter> DataCenters,
    IReadOnlyList<DescribedValue> Values,
    IReadOnlyList<string> Notes)
{
    // Not values of the run: what is known of others, of values, and of hardware, which is described from its types.
    private static readonly string[] OtherSections = ["published", "provenance", "chipTypes", "rackTypes"];

    /// <summary>Describes a scenario.</summary>
    /// <param name="loaded">The scenario as it was loaded.</param>
    public static ScenarioDescription Of(LoadedScenario loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        var compiled = loaded.Compile();
        var scenario = loaded.Scenario;
        var relevance = new Relevance(scenario);
        var given = loaded.Values
            .Where(value => !OtherSections.Any(section => NodePath.Covers(section, value.Path)))
            .Select(value => DocumentValue.Describe(value, loaded))
            .OfType<DescribedValue>();
        return new(
            scenario.Name,
            scenario.Description,
            compiled.Hash,
            scenario.Seed,
            [
                .. compiled.Plan.DataCenters.Select((plan, index) => new DescribedDataCenter(
                    plan.Name,
                    scenario.Fleet.DataCenters[index].Rack,
                    plan.Chip.Name,
                    plan.Topology.Racks,
                    plan.Topology.Chips,
                    plan.Site.Pue.Values is [var pue] ? (decimal)pue / SitePlan.PueUnit : null)),
            ],
            [.. given.Concat(Hardware(loaded)).Where(relevance.Exists).Select(relevance.Apply)],
            compiled.Notes);
    }

    private static IEnumerable<DescribedValue> Hardware(LoadedScenario loaded)
    {
        var catalog = HardwareCatalog.For(loaded.Scenario);
        var racks = loaded.Scenario.Fleet.DataCenters
            .Select(dataCenter => dataCenter.Rack)
            .Distinct(StringComparer.Ordinal)
            .Select(name => catalog.RackTypes[name])
            .ToList();
        var chips = racks.Select(rack => rack.Chip).Distinct(StringComparer.Ordinal).Select(name => catalog.ChipTypes[name]);
        var regions = loaded.Scenario.Fleet.DataCenters
            .Select(dataCenter => dataCenter.Region)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(name => RegionCatalog.All[name]);
        return regions.SelectMany(region => HardwareValue.Describe(region, loaded))
            .Concat(racks.SelectMany(rack => HardwareValue.Describe(rack, loaded)))
            .Concat(chips.SelectMany(chip => HardwareValue.Describe(chip, loaded)));
    }
}

/// <summary>A data center of a resolved scenario.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rack">Its rack type.</param>
/// <param name="Chip">Its chip type.</param>
/// <param name="Racks">Racks, a partly filled one included.</param>
/// <param name="Chips">Chips.</param>
/// <param name="Pue">Facility over IT power; null: by weather.</param>
public sealed record DescribedDataCenter(string Name, string Rack, string Chip, int Racks, int Chips, decimal? Pue);
