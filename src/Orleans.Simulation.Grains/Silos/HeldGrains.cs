using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Silos;

/// <summary>The racks, data centers and fleets that a silo holds, so that it can let them go: Orleans offers no list.</summary>
internal sealed class HeldGrains
{
    private readonly ConcurrentDictionary<GrainId, HeldGrain> _grains = new();

    /// <summary>Notes a grain that an epoch begins in.</summary>
    /// <param name="context">The grain.</param>
    /// <param name="chips">Chips that it holds in turn: a rack's; none for others.</param>
    public void Add(IGrainContext context, int chips = 0)
    {
        context.GrainId.TryGetIntegerKey(out var key, out _);
        _grains[context.GrainId] = new(new(key), chips, context);
    }

    /// <summary>Takes out some grains of a run.</summary>
    public IReadOnlyList<HeldGrain> TakeWhere(int run, Func<GrainKey, bool> isMeant)
    {
        HeldGrain[] taken = [.. _grains.Values.Where(grain => grain.Key.Run == run && isMeant(grain.Key))];
        foreach (var grain in taken)
        {
            _grains.TryRemove(grain.Context.GrainId, out _);
        }

        return taken;
    }
}

/// <summary>A grain that a silo holds.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Chips">Chips that it holds in turn.</param>
/// <param name="Context">Its activation.</param>
internal sealed record HeldGrain(GrainKey Key, int Chips, IGrainContext Context);
