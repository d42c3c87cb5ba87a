using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>What a fleet knows of a part of a gang.</summary>
/// <param name="Job">Its number.</param>
/// <param name="DataCenter">Index of its data center.</param>
/// <param name="Chips">Its chips.</param>
/// <param name="State">Where it stands, by the news of it.</param>
/// <param name="Saved">Of one that is ready, work that is safe in its last checkpoint.</param>
public readonly record struct GangPart(int Job, int DataCenter, int Chips, PartState State, VirtualDuration Saved);
