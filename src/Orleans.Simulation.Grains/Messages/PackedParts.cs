namespace Orleans.Simulation.Grains.Messages;

/// <summary>Takes lists out of a message that holds many of them one after the other.</summary>
/// <typeparam name="T">What they list.</typeparam>
/// <param name="packed">All the lists.</param>
internal sealed class PackedParts<T>(Packed<T> packed)
    where T : unmanaged
{
    private readonly T[] _values = packed.Read();
    private int _next;

    /// <summary>The next list.</summary>
    /// <param name="count">Its length.</param>
    public T[] Take(int count)
    {
        var taken = count == 0 ? [] : _values[_next..(_next + count)];
        _next += count;
        return taken;
    }
}
