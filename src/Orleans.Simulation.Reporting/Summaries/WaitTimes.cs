namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>The waits of all jobs that started, kept whole for exact percentiles.</summary>
/// <remarks>
/// Half a megabyte in memory; what is more goes to a temporary file, 8 bytes a job, so that a run of years needs no more
/// memory than one of days. A rank is found by counting waits in ever finer buckets, at most six passes, also across
/// several data centers. Not thread-safe.
/// </remarks>
internal sealed class WaitTimes : IDisposable
{
    /// <summary>Waits in memory at most.</summary>
    public const int BlockLength = 1 << 16;

    private const int Buckets = 1 << 12;

    private long[] _block = [];
    private int _used;
    private SpilledBlocks? _spilled;

    /// <summary>Number of waits.</summary>
    public long Count { get; private set; }

    /// <summary>Their exact sum in microseconds.</summary>
    public Int128 Sum { get; private set; }

    /// <summary>The longest in microseconds; zero when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>Takes a wait.</summary>
    /// <param name="microseconds">Zero or more.</param>
    /// <exception cref="IOException">There is no room for a temporary file.</exception>
    public void Add(long microseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(microseconds);
        if (_used == BlockLength)
        {
            _spilled ??= new(BlockLength);
            _spilled.Add(_block);
            _used = 0;
        }
        else if (_used == _block.Length)
        {
            Array.Resize(ref _block, Math.Clamp(2 * _block.Length, 64, BlockLength));
        }

        _block[_used++] = microseconds;
        Count++;
        Sum += microseconds;
        Max = Math.Max(Max, microseconds);
    }

    /// <summary>
    /// Element floor(p (n - 1) / 100) of all waits in ascending order, in microseconds; null when there is none.
    /// </summary>
    /// <param name="waits">Waits of one or more data centers.</param>
    /// <param name="percent">The percentile p, 0 to 100.</param>
    public static long? Percentile(IReadOnlyCollection<WaitTimes> waits, int percent)
    {
        var count = waits.Sum(part => part.Count);
        if (count == 0)
        {
            return null;
        }

        // In integers: 0.99 (n - 1) as a double may land below a whole number.
        var rank = (count - 1) * percent / 100;
        var (low, high) = (0L, waits.Max(part => part.Max));
        while (low < high)
        {
            var width = ((high - low) / Buckets) + 1;
            var counts = new long[Buckets];
            foreach (var part in waits)
            {
                part.CountInto(counts, low, high, width);
            }

            var bucket = 0;
            while (rank >= counts[bucket])
            {
                rank -= counts[bucket++];
            }

            low += bucket * width;
            high = high - low < width ? high : low + (width - 1);
        }

        return low;
    }

    /// <inheritdoc/>
    public void Dispose() => _spilled?.Dispose();

    private void CountInto(long[] counts, long low, long high, long width)
    {
        CountInto(counts, _block.AsSpan(0, _used), low, high, width);
        var block = new long[_spilled is null ? 0 : BlockLength];
        for (var index = 0; index < (_spilled?.Count ?? 0); index++)
        {
            _spilled!.Read(index, block);
            CountInto(counts, block, low, high, width);
        }
    }

    private static void CountInto(long[] counts, ReadOnlySpan<long> values, long low, long high, long width)
    {
        foreach (var value in values)
        {
            if (value >= low && value <= high)
            {
                counts[(value - low) / width]++;
            }
        }
    }
}
