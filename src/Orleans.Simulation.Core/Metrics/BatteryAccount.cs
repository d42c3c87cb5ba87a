using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>What batteries did for a data center: interruptions of what it hangs on, dips, and how they ended.</summary>
/// <remarks>A dip that goes on at the end of the run while its batteries have charge is neither bridged nor an outage.</remarks>
/// <param name="Dips">Dips that have begun.</param>
/// <param name="Bridged">Those that were over before the batteries were empty.</param>
/// <param name="Outages">Those in which all chips went down, since the batteries were empty.</param>
/// <param name="Time">Time for which the facility drew from its batteries.</param>
/// <param name="Energy">Energy of the facility meanwhile, in femtojoules: a part of what it used, in no sum once more.</param>
public readonly record struct BatteryAccount(long Dips, long Bridged, long Outages, VirtualDuration Time, Int128 Energy);
