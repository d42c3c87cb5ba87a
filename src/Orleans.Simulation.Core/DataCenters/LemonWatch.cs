using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Remembers when hosts failed, to find those that do so too often.</summary>
/// <param name="eviction">How often that is; null: nobody looks.</param>
internal sealed class LemonWatch(LemonEviction? eviction)
{
    private readonly SortedDictionary<int, Queue<VirtualTime>> _failures = [];
    private readonly SortedSet<int> _evicted = [];

    /// <summary>Hosts that have been taken out of service, in order.</summary>
    public IReadOnlyCollection<int> Evicted => _evicted;

    /// <summary>Says what is remembered of hosts that still serve.</summary>
    public IReadOnlyList<HostFailures> Save() => [.. _failures.Select(host => new HostFailures(host.Key, [.. host.Value]))];

    /// <summary>Remembers what it did at a checkpoint.</summary>
    public void Restore(IReadOnlyList<HostFailures> watched, IReadOnlyList<int> evicted)
    {
        _evicted.UnionWith(evicted);
        foreach (var (host, times) in watched)
        {
            _failures.Add(host, new(times));
        }
    }

    /// <summary>A failure of a host, or of a chip in it, is noticed.</summary>
    /// <returns>Whether it is one too many.</returns>
    public bool IsLemon(int host, VirtualTime now)
    {
        if (eviction is null || _evicted.Contains(host))
        {
            return false;
        }

        if (!_failures.TryGetValue(host, out var times))
        {
            times = new();
            _failures.Add(host, times);
        }

        while (times.TryPeek(out var first) && now - first > eviction.Within)
        {
            times.Dequeue();
        }

        times.Enqueue(now);
        if (times.Count < eviction.Failures)
        {
            return false;
        }

        _failures.Remove(host);
        return _evicted.Add(host);
    }
}

/// <summary>When a host failed lately.</summary>
/// <param name="Host">Index of the host in the data center, counted in full racks.</param>
/// <param name="Times">When its failures were noticed, in order.</param>
public sealed record HostFailures(int Host, IReadOnlyList<VirtualTime> Times);
