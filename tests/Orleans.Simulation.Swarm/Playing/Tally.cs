using System.Collections.Concurrent;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>What was done to runs, and how often. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts something.</summary>
    public void Add(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <inheritdoc/>
    public override string ToString() => _counts.IsEmpty
        ? "nothing"
        : string.Join(", ", _counts.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key} {each.Value}"));
}
