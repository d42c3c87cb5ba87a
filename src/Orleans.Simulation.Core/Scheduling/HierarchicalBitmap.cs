using System.Numerics;

namespace Orleans.Simulation.Core.Scheduling;

/// <summary>A set of indices that finds its next member in a handful of steps, however large and sparse it is.</summary>
/// <remarks>Each level summarises 64 words of the one below, so 262,144 indices take three levels.</remarks>
internal sealed class HierarchicalBitmap
{
    private const int WordBits = 64;
    private readonly ulong[][] _levels;

    /// <summary>Makes an empty set.</summary>
    /// <param name="size">One more than the largest index.</param>
    public HierarchicalBitmap(int size)
    {
        var levels = new List<ulong[]>();
        do
        {
            size = ((size - 1) / WordBits) + 1;
            levels.Add(new ulong[size]);
        }
        while (size > 1);
        _levels = [.. levels];
    }

    /// <summary>Members of the set.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an index that is not in the set.</summary>
    public void Add(int index)
    {
        Count++;
        foreach (var level in _levels)
        {
            level[index / WordBits] |= 1UL << (index % WordBits);
            index /= WordBits;
        }
    }

    /// <summary>Removes an index that is in the set.</summary>
    public void Remove(int index)
    {
        Count--;
        foreach (var level in _levels)
        {
            ref var word = ref level[index / WordBits];
            word &= ~(1UL << (index % WordBits));
            if (word != 0)
            {
                return;
            }

            index /= WordBits;
        }
    }

    /// <summary>The lowest member that is not below an index; -1 when there is none.</summary>
    public int Next(int from)
    {
        for (var level = 0; level < _levels.Length; level++)
        {
            var word = from / WordBits;
            if (word >= _levels[level].Length)
            {
                return -1;
            }

            var rest = _levels[level][word] & (ulong.MaxValue << (from % WordBits));
            if (rest != 0)
            {
                return Descend(level, (word * WordBits) + BitOperations.TrailingZeroCount(rest));
            }

            from = word + 1;
        }

        return -1;
    }

    private int Descend(int level, int index)
    {
        while (level-- > 0)
        {
            index = (index * WordBits) + BitOperations.TrailingZeroCount(_levels[level][index]);
        }

        return index;
    }
}
