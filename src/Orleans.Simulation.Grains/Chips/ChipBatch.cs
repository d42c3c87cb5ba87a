using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Grains.Chips;

/// <summary>The rack's log as all chips get it; each reads on from where it stopped and picks what addresses it.</summary>
/// <param name="Commands">The log; the rack does not touch it before all chips have answered.</param>
/// <param name="Horizon">Up to and including this instant the chip acts of its own accord.</param>
public sealed record ChipBatch(ReadOnlyMemory<RackCommand> Commands, VirtualTime Horizon);
