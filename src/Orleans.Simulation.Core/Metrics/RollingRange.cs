using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>How far apart the highest and the lowest power of a facility are within a window that ends at every instant.</summary>
/// <remarks>
/// Powers are step functions. Of the levels of a window only those are kept that can still become its highest or its lowest: a level that is not
/// higher than a later one never can. Where a level is cut in two makes no difference.
/// </remarks>
internal sealed class RollingRange(VirtualDuration window, Int128 limit)
{
    private readonly LinkedList<PowerLevel> _highest = [];
    private readonly LinkedList<PowerLevel> _lowest = [];
    private Int128 _largest;
    private VirtualTime _largestAt;
    private VirtualDuration _outside;

    /// <summary>What it comes to so far.</summary>
    public RangeAccount Account => new(_largest, _largestAt, _outside);

    /// <summary>Says all that it knows.</summary>
    public RangeSnapshot Save() => new(Account, [.. _highest], [.. _lowest]);

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(RangeSnapshot saved)
    {
        (_largest, _largestAt, _outside) = (saved.Account.Largest, saved.Account.LargestAt, saved.Account.Outside);
        foreach (var level in saved.Highest)
        {
            _highest.AddLast(level);
        }

        foreach (var level in saved.Lowest)
        {
            _lowest.AddLast(level);
        }
    }

    /// <summary>Power goes up and down between two levels for some time.</summary>
    /// <param name="from">Its start, the end of the time before.</param>
    /// <param name="to">Its end, later.</param>
    /// <param name="high">The upper level, in nanowatts.</param>
    /// <param name="low">The lower level.</param>
    public void Accrue(VirtualTime from, VirtualTime to, Int128 high, Int128 low)
    {
        Add(_highest, new(to, high), sign: 1);
        Add(_lowest, new(to, low), sign: -1);
        for (var now = from; now < to;)
        {
            var leaves = VirtualTime.Min(Forget(_highest, now), Forget(_lowest, now));
            var next = VirtualTime.Min(to, leaves);
            Take(_highest.First!.Value.Power - _lowest.First!.Value.Power, now, next - now);
            now = next;
        }
    }

    /// <summary>Adds a level in place of those before it that are not beyond it.</summary>
    private static void Add(LinkedList<PowerLevel> levels, PowerLevel level, int sign)
    {
        LinkedListNode<PowerLevel>? node = null;
        while (levels.Last is { } last && last.Value.Power.CompareTo(level.Power) * sign <= 0)
        {
            node = last;
            levels.RemoveLast();
        }

        node ??= new(level);
        node.Value = level;
        levels.AddLast(node);
    }

    /// <summary>Forgets the levels that have left the window.</summary>
    /// <returns>When the next one does.</returns>
    private VirtualTime Forget(LinkedList<PowerLevel> levels, VirtualTime now)
    {
        while (levels.First!.Value.Until + window <= now)
        {
            levels.RemoveFirst();
        }

        return levels.First!.Value.Until + window;
    }

    private void Take(Int128 range, VirtualTime at, VirtualDuration duration)
    {
        if (range > _largest)
        {
            (_largest, _largestAt) = (range, at);
        }

        if (range > limit)
        {
            _outside += duration;
        }
    }
}
