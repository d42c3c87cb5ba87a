using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>All that a rack and its chips know at a checkpoint, when no command waits for any of them.</summary>
/// <remarks>Promises, held and failed chips follow from the chips, so they are not in it.</remarks>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Horizon">The instant of the checkpoint.</param>
/// <param name="Levels">The rack's own account; it agrees with its chips' to the nanojoule.</param>
/// <param name="Energy">Energy of chips, hosts and rack.</param>
/// <param name="Components">Components of hosts and rack, in their order.</param>
/// <param name="Chips">The chips, by slot.</param>
public sealed record RackSnapshot(
    int Rack, VirtualTime Horizon, LevelsSnapshot Levels, Joules Energy, ComponentSnapshot[] Components, ChipSnapshot[] Chips);
