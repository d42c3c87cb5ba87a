using System.Collections.Concurrent;
using Orleans.Simulation.Core;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>The topologies of the runs that a silo takes part in.</summary>
internal sealed class RunTopologies
{
    private readonly ConcurrentDictionary<int, RunTopology> _byRun = new();

    /// <summary>Adds or replaces the topology of a run.</summary>
    public void Set(RunTopology topology) => _byRun[topology.Run] = topology;

    /// <summary>The topology of a run.</summary>
    /// <exception cref="SimulationFaultException">The silo was never told.</exception>
    public RunTopology Of(int run) => _byRun.TryGetValue(run, out var topology)
        ? topology
        : throw new SimulationFaultException($"this silo does not take part in run {run}");
}
