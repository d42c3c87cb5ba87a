namespace Orleans.Simulation.Grains.Calls;

/// <summary>Calls many grains with a bound on how many have not answered yet.</summary>
/// <remarks>
/// Orleans' message pools never shrink: an unbounded fan-out over a million grains keeps its memory for good.
/// </remarks>
internal static class BoundedFanOut
{
    /// <summary>Chips that a data center has called at once, over its racks.</summary>
    public const int MaxChips = 1024;

    /// <summary>Calls one grain for each item and takes the answers as they come.</summary>
    /// <param name="items">What to call about, in order.</param>
    /// <param name="limit">Calls under way at once, at least 1.</param>
    /// <param name="call">Makes the call for an item and takes its answer.</param>
    public static async Task ForEachAsync<T>(IReadOnlyList<T> items, int limit, Func<T, Task> call)
    {
        var next = 0;
        var workers = new Task[Math.Min(limit, items.Count)];
        for (var worker = 0; worker < workers.Length; worker++)
        {
            workers[worker] = WorkAsync();
        }

        await Task.WhenAll(workers);

        // All workers run in the grain's own turn, one at a time, so the counter needs no lock.
        async Task WorkAsync()
        {
            while (next < items.Count)
            {
                await call(items[next++]);
            }
        }
    }

    /// <summary>Racks that are called at once: those with <see cref="MaxChips"/> chips, and at least two.</summary>
    public static int RacksAtOnce(int chipsPerRack) => Math.Max(2, MaxChips / chipsPerRack);
}
