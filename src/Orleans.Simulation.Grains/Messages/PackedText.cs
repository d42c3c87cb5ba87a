namespace Orleans.Simulation.Grains.Messages;

/// <summary>Takes texts out of a message that holds many of them one after the other.</summary>
/// <param name="text">All the texts.</param>
internal sealed class PackedText(string text)
{
    private int _next;

    /// <summary>The next text.</summary>
    /// <param name="length">Its length.</param>
    public string Take(int length)
    {
        var taken = text.Substring(_next, length);
        _next += length;
        return taken;
    }
}
