using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Simulation.Core;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Finds the silo of a grain in the run's topology. Runs on the silo of the caller.</summary>
internal sealed class RackPlacementDirector(RunTopologies topologies, IClusterMembershipService cluster) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        if (!target.GrainIdentity.TryGetIntegerKey(out var value, out _))
        {
            throw new SimulationFaultException($"{target.GrainIdentity} has no integer key");
        }

        var key = new GrainKey(value);
        return Task.FromResult(SiloNames.Find(topologies.Of(key.Run).OwnerOf(key), target, context, cluster));
    }
}
