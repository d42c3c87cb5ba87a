using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Simulation.Core;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Finds silos by name.</summary>
/// <remarks>
/// A silo that was killed and started again is there twice until the others have agreed that its first process is dead: the
/// latest one is the silo.
/// </remarks>
public static class SiloNames
{
    /// <summary>The active silos of a cluster, one of each name.</summary>
    public static IReadOnlyDictionary<string, SiloAddress> Active(ClusterMembershipSnapshot cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster.Members.Values
            .Where(member => member.Status == SiloStatus.Active)
            .GroupBy(member => member.Name, member => member.SiloAddress, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(address => address.Generation)!, StringComparer.Ordinal);
    }

    /// <summary>Address of the silo with a name.</summary>
    /// <exception cref="SimulationFaultException">No such silo is active.</exception>
    internal static SiloAddress Find(
        string name, PlacementTarget target, IPlacementContext context, IClusterMembershipService cluster) =>
        Active(cluster.CurrentSnapshot).TryGetValue(name, out var silo) && context.GetCompatibleSilos(target).Contains(silo)
            ? silo
            : throw new SimulationFaultException($"silo {name} is not active");
}
