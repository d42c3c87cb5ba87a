using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Orleans.Simulation.Core;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>The topologies of the runs that a silo takes part in: where every grain of them lives, without a table.</summary>
internal sealed class RunTopologies(IClusterMembershipService cluster)
{
    private readonly ConcurrentDictionary<int, PlacedRun> _byRun = new();

    /// <summary>Adds or replaces the topology of a run.</summary>
    /// <exception cref="SimulationFaultException">One of its silos is not active.</exception>
    public async Task SetAsync(RunTopology topology)
    {
        // Silos hear of changes at different times, and this one may still know a silo of the run by an address that is gone.
        await cluster.Refresh(default, CancellationToken.None);
        var active = SiloNames.Active(cluster.CurrentSnapshot);
        var addresses = topology.Silos.Select(name => active.TryGetValue(name, out var address)
            ? address
            : throw new SimulationFaultException($"silo {name} is not active"));
        _byRun[topology.Run] = new(topology, [.. addresses]);
    }

    /// <summary>Forgets a run.</summary>
    public void Remove(int run) => _byRun.TryRemove(run, out _);

    /// <summary>The silo of a grain, when this silo takes part in its run.</summary>
    public bool TryLocate(GrainKey key, [NotNullWhen(true)] out SiloAddress? silo)
    {
        silo = _byRun.TryGetValue(key.Run, out var run) ? run.Addresses[run.Topology.OwnerOf(key)] : null;
        return silo is not null;
    }

    private sealed record PlacedRun(RunTopology Topology, SiloAddress[] Addresses);
}
