using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks the rack types of a scenario.</summary>
internal static class RackTypeValidator
{
    public static IEnumerable<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog)
    {
        foreach (var (name, rack) in scenario.RackTypes)
        {
            var path = $"rackTypes.{name}";
            if (rack.ChipsPerRack > DataCenterTopology.MaxChipsPerRack)
            {
                yield return new InputIssue(
                    path,
                    $"{rack.HostsPerRack} hosts of {rack.ChipsPerHost} chips = {rack.ChipsPerRack} chips",
                    $"a rack of at most {DataCenterTopology.MaxChipsPerRack} chips");
            }

            if (!catalog.ChipTypes.ContainsKey(rack.Chip))
            {
                yield return ScenarioValidator.Unknown($"{path}.chip", rack.Chip, catalog.ChipTypes.Keys);
            }
        }
    }
}
