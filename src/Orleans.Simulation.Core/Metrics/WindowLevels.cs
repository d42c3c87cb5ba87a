using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Levels of a window that can still become its highest: a level that is not above a later one never can.</summary>
/// <remarks>
/// Those that can are in a ring: they come and go at both ends. The latest levels wait beside it, and are looked at together, from the last to the
/// first.
/// </remarks>
internal sealed class WindowLevels
{
    private const int MostRecent = 64;

    private readonly PowerLevel[] _recent = new PowerLevel[MostRecent];
    private PowerLevel[] _ring = new PowerLevel[8];
    private int _recentCount;
    private int _first;
    private int _count;

    /// <summary>The highest level of the window; the lowest number there is while it is empty.</summary>
    public Int128 Highest { get; private set; } = Int128.MinValue;

    /// <summary>When one of the levels that it knows ends first; never: it knows none.</summary>
    public VirtualTime FirstEnd { get; private set; } = VirtualTime.Never;

    /// <summary>All of them, the first one first.</summary>
    public PowerLevel[] ToArray()
    {
        TakeRecent();
        return [.. Enumerable.Range(0, _count).Select(index => _ring[At(index)])];
    }

    /// <summary>Takes a level that is the latest now.</summary>
    public void Add(VirtualTime until, Int128 power)
    {
        if (_recentCount == MostRecent)
        {
            TakeRecent();
        }

        _recent[_recentCount++] = new(until, power);
        if (power > Highest)
        {
            Highest = power;
        }

        if (FirstEnd.IsNever)
        {
            FirstEnd = until;
        }
    }

    /// <summary>Forgets the levels that ended by an instant.</summary>
    public void Forget(VirtualTime ended)
    {
        if (FirstEnd > ended)
        {
            return;
        }

        TakeRecent();
        while (_count > 0 && _ring[_first].Until <= ended)
        {
            _first = At(1);
            _count--;
        }

        (Highest, FirstEnd) = _count > 0 ? (_ring[_first].Power, _ring[_first].Until) : (Int128.MinValue, VirtualTime.Never);
    }

    /// <summary>Puts the latest levels in place of those before them that are not above them.</summary>
    private void TakeRecent()
    {
        if (_recentCount == 0)
        {
            return;
        }

        // From the last to the first; those that stay gather at the end.
        var kept = _recentCount - 1;
        for (var index = kept - 1; index >= 0; index--)
        {
            if (_recent[index].Power > _recent[kept].Power)
            {
                _recent[--kept] = _recent[index];
            }
        }

        while (_count > 0 && _ring[At(_count - 1)].Power <= _recent[kept].Power)
        {
            _count--;
        }

        for (; kept < _recentCount; kept++)
        {
            Append(_recent[kept]);
        }

        _recentCount = 0;
    }

    private void Append(in PowerLevel level)
    {
        if (_count == _ring.Length)
        {
            var levels = new PowerLevel[2 * _count];
            for (var index = 0; index < _count; index++)
            {
                levels[index] = _ring[At(index)];
            }

            (_ring, _first) = (levels, 0);
        }

        _ring[At(_count++)] = level;
    }

    /// <summary>Length is a power of two.</summary>
    private int At(int index) => (_first + index) & (_ring.Length - 1);
}
