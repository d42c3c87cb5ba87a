namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// What batteries did for a data center whenever what it hangs on was interrupted: in dips. What they gave is a part of what the
/// facility used, and in no other sum once more.
/// </summary>
/// <param name="Dips">Dips that began.</param>
/// <param name="Bridged">Those that were over before the batteries were empty. Nothing failed.</param>
/// <param name="Outages">
/// Those in which the batteries ran empty: each is a failure. A dip still on batteries at the end of the run is in neither.
/// </param>
/// <param name="Seconds">Time on batteries.</param>
/// <param name="KilowattHours">Energy of the facility meanwhile: IT power times the PUE of the instant.</param>
public sealed record BatterySummary(long Dips, long Bridged, long Outages, decimal Seconds, decimal KilowattHours);
