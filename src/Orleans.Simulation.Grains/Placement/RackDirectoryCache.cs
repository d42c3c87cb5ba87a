using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Runtime.GrainDirectory;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Computes the address of grains that are placed by their rack, in place of a cache entry for each of a million.</summary>
/// <remarks>
/// A message whose address is known goes straight to the silo, which activates the grain: no placement queue, no directory
/// call, no entry. Serves only directories that are not Orleans' own, and those are <see cref="RackDirectory"/> alone.
/// </remarks>
internal sealed class RackDirectoryCache(RunTopologies topologies) : IGrainDirectoryCache
{
    private readonly ConcurrentDictionary<GrainId, (GrainAddress Address, int Version)> _others = new();

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => _others.Values;

    public bool LookUp(GrainId key, out GrainAddress result, out int version)
    {
        if (key.TryGetIntegerKey(out var value, out _) && topologies.TryLocate(new GrainKey(value), out var silo))
        {
            (result, version) = (new() { GrainId = key, SiloAddress = silo }, 0);
            return true;
        }

        var isKnown = _others.TryGetValue(key, out var entry);
        (result, version) = entry;
        return isKnown;
    }

    public void AddOrUpdate(GrainAddress value, int version)
    {
        if (!IsComputed(value.GrainId))
        {
            _others[value.GrainId] = (value, version);
        }
    }

    public bool Remove(GrainId key) => _others.TryRemove(key, out _);

    public bool Remove(GrainAddress key) => _others.TryRemove(key.GrainId, out _);

    public void Clear() => _others.Clear();

    private bool IsComputed(GrainId key) =>
        key.TryGetIntegerKey(out var value, out _) && topologies.TryLocate(new GrainKey(value), out _);
}
