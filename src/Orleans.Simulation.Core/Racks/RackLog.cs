namespace Orleans.Simulation.Core.Racks;

/// <summary>The commands that wait in a rack for its chips: one log that all of them read, each on from where it stopped.</summary>
/// <param name="Commands">The commands, in the order in which they take effect.</param>
/// <param name="Delivered">For each slot, how many of the commands its chip has seen.</param>
public readonly record struct RackLog(ReadOnlyMemory<RackCommand> Commands, ReadOnlyMemory<int> Delivered)
{
    /// <summary>What a chip has not seen yet.</summary>
    public ReadOnlySpan<RackCommand> NewFor(int slot) => Commands.Span[Delivered.Span[slot]..];
}
