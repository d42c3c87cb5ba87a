using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>All that a fleet knows of its gangs at a checkpoint.</summary>
/// <param name="Now">The instant of the checkpoint, before anything that happens at it.</param>
/// <param name="FreeChips">Chips of each data center that are healthy and idle.</param>
/// <param name="Gangs">Those that have not ended, by number.</param>
public sealed record GangsSnapshot(VirtualTime Now, IReadOnlyList<long> FreeChips, IReadOnlyList<GangSnapshot> Gangs);
