using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Simulation.Core;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>
/// Places grains of the caller's runs, which <see cref="RackDirectoryCache"/> mostly does first, and refuses those of others.
/// </summary>
internal sealed class RackPlacementDirector(RunTopologies topologies) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        target.GrainIdentity.TryGetIntegerKey(out var key, out _) && topologies.TryLocate(new GrainKey(key), out var silo)
            ? Task.FromResult(silo)
            : throw new SimulationFaultException($"this silo does not take part in the run of {target.GrainIdentity}");
}
