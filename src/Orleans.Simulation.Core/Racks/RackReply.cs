using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>What a rack answers to its data center.</summary>
/// <param name="Promise">No chip of the rack changes of its own accord before this instant.</param>
/// <param name="Failures">Chips that failed up to the horizon, by slot.</param>
/// <param name="ChipCalls">Chips that had to be called for this answer.</param>
public sealed record RackReply(VirtualTime Promise, IReadOnlyList<ChipFailure> Failures, int ChipCalls);

/// <summary>A chip failure as the rack reports it.</summary>
/// <param name="Slot">The chip's place in the rack.</param>
/// <param name="Time">When it failed.</param>
/// <param name="Cause">Index of the cause in the chip type's list.</param>
public readonly record struct ChipFailure(int Slot, VirtualTime Time, int Cause);
