using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>How far apart the highest and the lowest power of a facility are within a window that ends at every instant.</summary>
/// <remarks>
/// Powers are step functions. Where a level is cut in two makes no difference. Low levels are kept with the sign changed: the lowest is the highest
/// of those.
/// </remarks>
internal sealed class RollingRange(VirtualDuration window, Int128 limit)
{
    private readonly WindowLevels _highs = new();
    private readonly WindowLevels _negatedLows = new();
    private Int128 _largest;
    private VirtualTime _largestAt;
    private VirtualDuration _outside;
    private VirtualTime _leaves;

    /// <summary>What it comes to so far.</summary>
    public RangeAccount Account => new(_largest, _largestAt, _outside);

    /// <summary>Says all that it knows.</summary>
    public RangeSnapshot Save() => new(
        Account, _highs.ToArray(), Array.ConvertAll(_negatedLows.ToArray(), level => level with { Power = -level.Power }));

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(RangeSnapshot saved)
    {
        (_largest, _largestAt, _outside) = (saved.Account.Largest, saved.Account.LargestAt, saved.Account.Outside);
        foreach (var level in saved.Highest)
        {
            _highs.Add(level.Until, level.Power);
        }

        foreach (var level in saved.Lowest)
        {
            _negatedLows.Add(level.Until, -level.Power);
        }
    }

    /// <summary>Power goes up and down between two levels for some time.</summary>
    /// <param name="from">Its start, the end of the time before.</param>
    /// <param name="to">Its end, later.</param>
    /// <param name="high">The upper level, in nanowatts.</param>
    /// <param name="low">The lower level.</param>
    public void Accrue(VirtualTime from, VirtualTime to, Int128 high, Int128 low)
    {
        _highs.Add(to, high);
        _negatedLows.Add(to, -low);
        for (var now = from; now < to;)
        {
            if (_leaves <= now)
            {
                Forget(now - window);
            }

            var next = VirtualTime.Min(to, _leaves);
            Take(_highs.Highest + _negatedLows.Highest, now, next - now);
            now = next;
        }
    }

    private void Forget(VirtualTime ended)
    {
        _highs.Forget(ended);
        _negatedLows.Forget(ended);
        _leaves = VirtualTime.Min(_highs.FirstEnd, _negatedLows.FirstEnd) + window;
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
