using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks rack types.</summary>
internal static class RackTypeValidator
{
    /// <summary>Checks rack types, in the order of their names.</summary>
    public static IEnumerable<InputIssue> Validate(
        IReadOnlyDictionary<string, RackTypeSpec> racks, HardwareCatalog catalog)
    {
        foreach (var (name, rack) in racks)
        {
            var path = $"rackTypes.{name}";
            if (rack.ChipsPerRack > DataCenterTopology.MaxChipsPerRack)
            {
                yield return new InputIssue(
                    path,
                    $"{rack.HostsPerRack.Value} hosts of {rack.ChipsPerHost.Value} chips = {rack.ChipsPerRack} chips",
                    $"a rack of at most {DataCenterTopology.MaxChipsPerRack} chips");
            }

            if (rack is { LacksBase: true, Chip: "" })
            {
                continue;
            }

            if (!catalog.ChipTypes.TryGetValue(rack.Chip, out var chip))
            {
                yield return ScenarioValidator.Unknown($"{path}.chip", rack.Chip, catalog.ChipTypes.Keys);
            }
            else if (chip.Idle is null || chip.Busy is null)
            {
                yield return new InputIssue(
                    $"{path}.chip",
                    $"\"{chip.Name}\", whose power is not published",
                    $"a chip with power: give idle and busy in chipTypes.{chip.Name}");
            }
        }
    }
}
