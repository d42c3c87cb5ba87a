namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>The waits of all jobs that started, kept whole for exact percentiles: 8 bytes a job and no more.</summary>
/// <remarks>
/// Kept in blocks, so that growing copies nothing. A rank is found by bisecting the range of values, some 45 passes over
/// the blocks for waits of up to a year: no sorting and no second copy, also across several data centers. Not thread-safe.
/// </remarks>
internal sealed class WaitTimes
{
    /// <summary>Half a megabyte a block.</summary>
    private const int BlockLength = 1 << 16;

    private readonly List<long[]> _blocks = [];

    /// <summary>Number of waits.</summary>
    public long Count { get; private set; }

    /// <summary>Their exact sum in microseconds.</summary>
    public Int128 Sum { get; private set; }

    /// <summary>The longest in microseconds; zero when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>Takes a wait.</summary>
    /// <param name="microseconds">Zero or more.</param>
    public void Add(long microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(microseconds);
        var index = (int)(Count % BlockLength);
        if (index == 0)
        {
            _blocks.Add(new long[BlockLength]);
        }

        _blocks[^1][index] = microseconds;
        Count++;
        Sum += microseconds;
        Max = Math.Max(Max, microseconds);
    }

    /// <summary>Element floor(0.99 (n - 1)) of all waits in ascending order, in microseconds; null when there is none.</summary>
    /// <param name="waits">Waits of one or more data centers.</param>
    public static long? Percentile99(IReadOnlyCollection<WaitTimes> waits)
    {
        var count = waits.Sum(part => part.Count);
        if (count == 0)
        {
            return null;
        }

        // In integers: 0.99 (n - 1) as a double may land below a whole number.
        var rank = (count - 1) * 99 / 100;
        var (low, high) = (0L, waits.Max(part => part.Max));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = waits.Sum(part => part.CountUpTo(middle)) > rank ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private long CountUpTo(long limit)
    {
        var found = 0L;
        var left = Count;
        foreach (var block in _blocks)
        {
            var length = (int)Math.Min(left, BlockLength);
            found += CountUpTo(block.AsSpan(0, length), limit);
            left -= length;
        }

        return found;
    }

    private static int CountUpTo(ReadOnlySpan<long> values, long limit)
    {
        var found = 0;
        foreach (var value in values)
        {
            found += value <= limit ? 1 : 0;
        }

        return found;
    }
}
