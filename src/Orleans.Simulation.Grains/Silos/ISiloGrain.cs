using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Silos;

/// <summary>Stands for one silo, whose name is the key, and runs there.</summary>
[Alias("ois.silo")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>Says what the silo is.</summary>
    [Alias("describe")]
    Task<SiloFacts> Describe();

    /// <summary>
    /// Tells the silo which racks live where, before the first grain of an epoch is placed. Grains of an earlier epoch that live
    /// elsewhere from now on are let go.
    /// </summary>
    [Alias("join")]
    Task Join(RunTopology topology);

    /// <summary>Lets all grains of a run go.</summary>
    [Alias("leave")]
    Task Leave(int run);

    /// <summary>Moves what the silo holds together in memory, once all grains of a run are there to stay.</summary>
    [Alias("compact")]
    Task Compact();
}
