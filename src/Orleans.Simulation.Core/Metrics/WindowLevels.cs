using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Levels of a window that can still become its highest, or its lowest: a level that is not beyond a later one never can.</summary>
/// <remarks>A ring: levels come and go with every job, at both ends.</remarks>
/// <param name="areHighest">Whether they are about the highest one.</param>
internal sealed class WindowLevels(bool areHighest)
{
    private PowerLevel[] _ring = new PowerLevel[8];
    private int _first;
    private int _count;

    /// <summary>The highest, or lowest, of the window.</summary>
    public ref readonly PowerLevel First => ref _ring[_first];

    /// <summary>All of them, the first one first.</summary>
    public PowerLevel[] ToArray() => [.. Enumerable.Range(0, _count).Select(index => _ring[At(index)])];

    /// <summary>Takes a level that is the latest now, in place of those before it that are not beyond it.</summary>
    public void Add(in PowerLevel level)
    {
        var power = level.Power;
        while (_count > 0 && !IsBeyond(_ring[At(_count - 1)].Power, power))
        {
            _count--;
        }

        if (_count == _ring.Length)
        {
            var levels = ToArray();
            Array.Resize(ref levels, 2 * _count);
            (_ring, _first) = (levels, 0);
        }

        _ring[At(_count++)] = level;
    }

    /// <summary>Forgets the levels that ended by an instant; there is a later one.</summary>
    public void Forget(VirtualTime ended)
    {
        while (_ring[_first].Until <= ended)
        {
            _first = At(1);
            _count--;
        }
    }

    /// <summary>Length is a power of two.</summary>
    private int At(int index) => (_first + index) & (_ring.Length - 1);

    private bool IsBeyond(Int128 earlier, Int128 later) => areHighest ? earlier > later : earlier < later;
}
