using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>The dynamic range of a data center: how far apart its highest and its lowest power were within a window.</summary>
/// <param name="Largest">The largest one, in nanowatts of the facility; zero when no time has passed.</param>
/// <param name="LargestAt">When it was reached first.</param>
/// <param name="Outside">Time for which it was above the limit.</param>
public readonly record struct RangeAccount(Int128 Largest, VirtualTime LargestAt, VirtualDuration Outside);
