using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Silos;

/// <summary>Hands run topologies to the placement director of its silo.</summary>
[SiloNamePlacement]
internal sealed class SiloGrain(IGrainContext context, RunTopologies topologies) : IGrainBase, ISiloGrain
{
    public IGrainContext GrainContext => context;

    public Task Join(RunTopology topology)
    {
        topologies.Set(topology);
        return Task.CompletedTask;
    }
}
