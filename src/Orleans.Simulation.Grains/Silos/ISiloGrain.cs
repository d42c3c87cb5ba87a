using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Silos;

/// <summary>Stands for one silo, whose name is the key, and runs there.</summary>
[Alias("ois.silo")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>Tells the silo which racks live where, before the run's first grain is placed.</summary>
    [Alias("join")]
    Task Join(RunTopology topology);

    /// <summary>Moves what the silo holds together in memory, once all grains of a run are there to stay.</summary>
    [Alias("compact")]
    Task Compact();
}
