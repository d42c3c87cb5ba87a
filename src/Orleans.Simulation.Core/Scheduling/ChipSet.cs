using System.Numerics;
using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Core.Scheduling;

/// <summary>Up to 64 chips of one rack.</summary>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Word">Which 64 slots of the rack the mask is about.</param>
/// <param name="Mask">Bit i is the chip in slot 64 * <paramref name="Word"/> + i.</param>
public readonly record struct ChipSet(int Rack, byte Word, ulong Mask)
{
    /// <summary>Number of chips.</summary>
    public int Count => BitOperations.PopCount(Mask);

    /// <summary>Whether a chip is among them.</summary>
    public bool Contains(int rack, int slot) =>
        rack == Rack
        && slot / RackCommand.SlotsPerWord == Word
        && ((Mask >> (slot % RackCommand.SlotsPerWord)) & 1) != 0;
}
