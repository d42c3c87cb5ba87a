using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>One command for up to 64 chips of a rack: a job's activity is described once, not once a chip.</summary>
/// <param name="Time">When it takes effect.</param>
/// <param name="Mask">The chips meant: bit i is the chip in slot 64 * <paramref name="Word"/> + i.</param>
/// <param name="Job">Number of the job; for a renewal, of the component; for a speed, its level. Else meaningless.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Word">Which 64 slots of the rack the mask is about.</param>
public readonly record struct RackCommand(VirtualTime Time, ulong Mask, int Job, RackCommandKind Kind, byte Word)
{
    /// <summary>Chips that a mask can name.</summary>
    public const int SlotsPerWord = 64;

    /// <summary>For a start: what the job has the chips do. Default: it trains.</summary>
    public JobActivity Activity { get; init; }

    /// <summary>Whether the chip in a slot is meant.</summary>
    public bool Addresses(int slot) =>
        slot / SlotsPerWord == Word && ((Mask >> (slot % SlotsPerWord)) & 1) != 0;
}
