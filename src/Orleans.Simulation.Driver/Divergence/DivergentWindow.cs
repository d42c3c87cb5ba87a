using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Divergence;

/// <summary>The first window in which two logs of rolling hashes differ, and where in the fleet.</summary>
/// <param name="Start">Start of the window.</param>
/// <param name="End">End of the window.</param>
/// <param name="DataCenter">Index of the first data center that differs.</param>
/// <param name="Rack">Index of its first rack that differs; null: only the data center does, in its arrivals.</param>
internal sealed record DivergentWindow(VirtualTime Start, VirtualTime End, int DataCenter, int? Rack)
{
    /// <summary>Ends of the windows that both logs have, in order.</summary>
    public static IReadOnlyList<VirtualTime> CommonEnds(IReadOnlyList<WindowHash> left, IReadOnlyList<WindowHash> right) =>
        [.. left.Select(window => window.End).Intersect(right.Select(window => window.End)).Order()];

    /// <summary>Finds it among the windows that both logs have; null: they are equal there.</summary>
    public static DivergentWindow? Between(IReadOnlyList<WindowHash> left, IReadOnlyList<WindowHash> right)
    {
        var start = VirtualTime.Zero;
        var (lefts, rights) = (left.ToLookup(window => window.End), right.ToLookup(window => window.End));
        foreach (var end in CommonEnds(left, right))
        {
            var pairs = lefts[end].Join(
                rights[end], window => window.DataCenter, window => window.DataCenter, (first, second) => (first, second));
            (WindowHash First, WindowHash Second)[] differing = [.. pairs.Where(pair => !AreSame(pair.first, pair.second))];
            foreach (var (first, second) in differing)
            {
                if (FirstRack(first, second) is { } rack)
                {
                    return new(start, end, first.DataCenter, rack);
                }
            }

            if (differing.Length > 0)
            {
                return new(start, end, differing[0].First.DataCenter, Rack: null);
            }

            start = end;
        }

        return null;
    }

    private static bool AreSame(WindowHash left, WindowHash right) =>
        left.Hash == right.Hash && left.Racks.SequenceEqual(right.Racks);

    private static int? FirstRack(WindowHash left, WindowHash right)
    {
        var differing = left.Racks.Except(right.Racks).Concat(right.Racks.Except(left.Racks)).Select(rack => rack.Rack).Order();
        return differing.Cast<int?>().FirstOrDefault();
    }
}
