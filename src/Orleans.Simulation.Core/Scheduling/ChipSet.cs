using System.Numerics;

namespace Orleans.Simulation.Core.Scheduling;

/// <summary>Up to 64 chips of one rack.</summary>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Word">Which 64 slots of the rack the mask is about.</param>
/// <param name="Mask">Bit i is the chip in slot 64 * <paramref name="Word"/> + i.</param>
public readonly record struct ChipSet(int Rack, byte Word, ulong Mask)
{
    /// <summary>Number of chips.</summary>
    public int Count => BitOperations.PopCount(Mask);

    /// <summary>How many of them are among others, too.</summary>
    public int CountIn(ChipSet others) =>
        Rack == others.Rack && Word == others.Word ? BitOperations.PopCount(Mask & others.Mask) : 0;
}
