using Orleans.Runtime;
using Orleans.Runtime.Placement;
using Orleans.Simulation.Core;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>
/// Refuses to place grains of runs that the caller's silo does not take part in. Those of other runs never get here:
/// <see cref="RackDirectoryCache"/> knows where they live.
/// </summary>
internal sealed class RackPlacementDirector(RunTopologies topologies) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        target.GrainIdentity.TryGetIntegerKey(out var key, out _) && topologies.TryLocate(new GrainKey(key), out var silo)
            ? Task.FromResult(silo)
            : throw new SimulationFaultException($"this silo does not take part in the run of {target.GrainIdentity}");
}
