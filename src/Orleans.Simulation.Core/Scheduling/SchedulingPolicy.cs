using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Scheduling;

/// <summary>How a data center schedules its jobs.</summary>
/// <param name="Order">In which order waiting jobs are tried.</param>
/// <param name="Placement">Which free chips a job gets.</param>
/// <param name="Interval">
/// Time between two scheduling passes, at multiples of it; zero: a pass at every instant at which something changed.
/// </param>
public sealed record SchedulingPolicy(QueueOrder Order, PlacementPolicy Placement, VirtualDuration Interval);
