namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// What a storage and a filler made of the ramps of a facility: what its grid sees. None of this energy is in other sums: they are
/// about what the facility uses.
/// </summary>
/// <param name="LargestRiseKilowatts">By how much the mean power from the grid rose at most from one ramp interval to the next.</param>
/// <param name="LargestFallKilowatts">By how much it fell at most, as a positive number.</param>
/// <param name="OutsideRampLimitSeconds">Time of the intervals that changed by more than the limit all the same.</param>
/// <param name="BurnedKilowattHours">What was burned for nothing.</param>
/// <param name="ChargedKilowattHours">What the storage took.</param>
/// <param name="DischargedKilowattHours">What it gave.</param>
/// <param name="ExtraKilowattHours">What the grid gave more in all than the facility used; less than zero where the storage ends emptier.</param>
/// <param name="ElectricityUsd">What that cost, at the prices of the instants; null: they are not known.</param>
/// <param name="LocationBasedKilograms">Its emissions in CO2-equivalent; null: the carbon intensity is not known.</param>
public sealed record SmoothingSummary(
    decimal LargestRiseKilowatts,
    decimal LargestFallKilowatts,
    decimal OutsideRampLimitSeconds,
    decimal BurnedKilowattHours,
    decimal ChargedKilowattHours,
    decimal DischargedKilowattHours,
    decimal ExtraKilowattHours,
    decimal? ElectricityUsd,
    decimal? LocationBasedKilograms);
