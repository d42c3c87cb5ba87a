using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Which silo holds which racks in one run: contiguous blocks of racks over silo names that do not change.</summary>
/// <remarks>Names, not addresses: an address holds a start time and differs after a restart.</remarks>
/// <param name="Run">Number of the run.</param>
/// <param name="Silos">Names of the silos, in order.</param>
/// <param name="RacksBefore">For each data center, the racks of those before it; one entry more, the total.</param>
[GenerateSerializer, Immutable, Alias("ois.topology")]
public sealed record RunTopology(
    [property: Id(0)] int Run,
    [property: Id(1)] IReadOnlyList<string> Silos,
    [property: Id(2)] IReadOnlyList<int> RacksBefore)
{
    /// <summary>The topology of a fleet over some silos.</summary>
    public static RunTopology For(int run, FleetPlan plan, IEnumerable<string> silos)
    {
        var before = new int[plan.DataCenters.Count + 1];
        for (var index = 0; index < plan.DataCenters.Count; index++)
        {
            before[index + 1] = before[index] + plan.DataCenters[index].Topology.Racks;
        }

        return new(run, [.. silos.Order(StringComparer.Ordinal)], before);
    }

    /// <summary>Index of the silo that holds a grain.</summary>
    /// <exception cref="SimulationFaultException">The fleet has no such rack.</exception>
    public int OwnerOf(GrainKey key)
    {
        var rack = RacksBefore[key.DataCenter] + key.Rack;
        var total = RacksBefore[^1];
        return rack < total
            ? (int)((long)rack * Silos.Count / total)
            : throw new SimulationFaultException($"{key} is outside the fleet of {total} racks");
    }
}
