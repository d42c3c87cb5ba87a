using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>One window of a run: the driver hands over the arrivals, the fleet plays them to the horizon.</summary>
/// <param name="Horizon">Everything before this instant happens in the window, nothing at or after it.</param>
/// <param name="Arrivals">Jobs submitted in the window, in order of submission and number.</param>
/// <param name="IsLastArrival">Whether no job arrives after these.</param>
public sealed record FleetWindow(VirtualTime Horizon, IReadOnlyList<JobArrival> Arrivals, bool IsLastArrival);
