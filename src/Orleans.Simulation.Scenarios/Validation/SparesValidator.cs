using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks that spares leave chips to start jobs on.</summary>
internal static class SparesValidator
{
    /// <summary>Checks the spares of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its rack types.</param>
    /// <param name="rooms">How large jobs can be in each data center; null when the fleet is not sound.</param>
    public static IReadOnlyList<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog, IReadOnlyList<JobRoom>? rooms)
    {
        if (rooms is null)
        {
            return [];
        }

        var (failures, dataCenters) = (scenario.Failures, scenario.Fleet.DataCenters);
        var fewest = dataCenters.MinBy(each => catalog.RackTypes[each.Rack].HostsPerRack.Value)!;
        var hosts = catalog.RackTypes[fewest.Rack].HostsPerRack.Value;
        if (failures.SparesPerRack >= hosts)
        {
            return
            [
                new InputIssue(
                    "failures.sparesPerRack",
                    $"{failures.SparesPerRack}",
                    $"less than the hosts of every rack; those of {fewest.Name} have {hosts}"),
            ];
        }

        var (room, name) = rooms.Zip(dataCenters, (each, dataCenter) => (each, dataCenter.Name)).MinBy(each => each.each.LargestJob);
        if (room.LargestJob >= 1)
        {
            return [];
        }

        var left = room.LargestJob + failures.Spares;
        return left >= 1
            ? [new InputIssue("failures.spares", $"{failures.Spares}", $"less than the chips that jobs can take in every data center; {Where(left)}")]
            : [new InputIssue("failures.sparesPerRack", $"{failures.SparesPerRack}", $"few enough to leave chips in every data center; {name} has {room.Chips}")];

        string Where(long chips) => scenario.Scheduler.Placement is PlacementPolicy.Cubes or PlacementPolicy.Slices && chips < room.Chips
            ? $"{name} has {chips} in full racks"
            : $"{name} has {chips}";
    }
}
