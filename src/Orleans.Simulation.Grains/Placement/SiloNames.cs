using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Simulation.Core;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Finds silos by name.</summary>
internal static class SiloNames
{
    /// <summary>Address of the silo with a name.</summary>
    /// <exception cref="SimulationFaultException">No such silo is active.</exception>
    public static SiloAddress Find(
        string name, PlacementTarget target, IPlacementContext context, IClusterMembershipService cluster)
    {
        var members = cluster.CurrentSnapshot.Members;
        foreach (var silo in context.GetCompatibleSilos(target))
        {
            if (members.TryGetValue(silo, out var member) && string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return silo;
            }
        }

        throw new SimulationFaultException($"silo {name} is not active");
    }
}
