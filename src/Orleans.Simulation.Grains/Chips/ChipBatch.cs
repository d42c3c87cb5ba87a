using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Chips;

/// <summary>What a rack tells its chips, the same for all it calls; each picks what addresses it.</summary>
/// <remarks>
/// One object with the stamp in it, because Orleans looks at every argument of a call twice as an object: boxed values
/// were 180 bytes a call.
/// </remarks>
/// <param name="Stamp">Stamp of the call.</param>
/// <param name="Log">The log; the rack does not touch what a chip reads before that chip has answered.</param>
/// <param name="Horizon">Up to and including this instant the chip acts of its own accord.</param>
public sealed record ChipBatch(CallStamp Stamp, RackLog Log, VirtualTime Horizon);
