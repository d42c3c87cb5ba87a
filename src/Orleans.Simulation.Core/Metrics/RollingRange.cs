using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>How far apart the highest and the lowest power of a facility are within a window that ends at every instant.</summary>
/// <remarks>Powers are step functions. Where a level is cut in two makes no difference.</remarks>
internal sealed class RollingRange(VirtualDuration window, Int128 limit)
{
    private readonly WindowLevels _highest = new(areHighest: true);
    private readonly WindowLevels _lowest = new(areHighest: false);
    private Int128 _largest;
    private VirtualTime _largestAt;
    private VirtualDuration _outside;

    /// <summary>What it comes to so far.</summary>
    public RangeAccount Account => new(_largest, _largestAt, _outside);

    /// <summary>Says all that it knows.</summary>
    public RangeSnapshot Save() => new(Account, _highest.ToArray(), _lowest.ToArray());

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(RangeSnapshot saved)
    {
        (_largest, _largestAt, _outside) = (saved.Account.Largest, saved.Account.LargestAt, saved.Account.Outside);
        foreach (var level in saved.Highest)
        {
            _highest.Add(level);
        }

        foreach (var level in saved.Lowest)
        {
            _lowest.Add(level);
        }
    }

    /// <summary>Power goes up and down between two levels for some time.</summary>
    /// <param name="from">Its start, the end of the time before.</param>
    /// <param name="to">Its end, later.</param>
    /// <param name="high">The upper level, in nanowatts.</param>
    /// <param name="low">The lower level.</param>
    public void Accrue(VirtualTime from, VirtualTime to, Int128 high, Int128 low)
    {
        _highest.Add(new(to, high));
        _lowest.Add(new(to, low));
        for (var now = from; now < to;)
        {
            _highest.Forget(now - window);
            _lowest.Forget(now - window);
            var leaves = VirtualTime.Min(_highest.First.Until, _lowest.First.Until) + window;
            var next = VirtualTime.Min(to, leaves);
            Take(_highest.First.Power - _lowest.First.Power, now, next - now);
            now = next;
        }
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
