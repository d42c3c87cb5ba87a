namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// What storage in racks and a filler made of swings within training steps: what the grid sees. None of this energy is in other sums: they are about
/// what jobs and facility use.
/// </summary>
/// <param name="LargestKilowatts">Largest swing of a single job.</param>
/// <param name="IndependentKilowatts">Largest swing of all jobs, each in a phase of its own.</param>
/// <param name="InPhaseKilowatts">Largest swing of all jobs if they had been in phase.</param>
/// <param name="BurnedKilowattHours">What fillers burned for nothing.</param>
/// <param name="LostKilowattHours">What storage lost.</param>
/// <param name="ExtraKilowattHours">The sum of both.</param>
/// <param name="StoredKilowattHours">The most that storage gave within one step of each job: that much it must be able to hold.</param>
/// <param name="ElectricityUsd">What the sum cost, at the prices of the instants; null: they are not known.</param>
/// <param name="LocationBasedKilograms">Its emissions in CO2-equivalent; null: the carbon intensity is not known.</param>
public sealed record StepSmoothingSummary(
    decimal LargestKilowatts,
    decimal IndependentKilowatts,
    decimal InPhaseKilowatts,
    decimal BurnedKilowattHours,
    decimal LostKilowattHours,
    decimal ExtraKilowattHours,
    decimal StoredKilowattHours,
    decimal? ElectricityUsd,
    decimal? LocationBasedKilograms);
