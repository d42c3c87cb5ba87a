namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// How far the power of a facility swung within the training steps of its jobs: chips times the difference of the two levels, times the PUE.
/// Chips of a job are in phase. Instants are those at which the largest was reached first.
/// </summary>
/// <param name="LargestKilowatts">Largest swing of a single job.</param>
/// <param name="LargestAtSeconds">When.</param>
/// <param name="IndependentKilowatts">Largest swing of all jobs, each in a phase of its own: the root of the sum of squares.</param>
/// <param name="IndependentAtSeconds">When.</param>
/// <param name="InPhaseKilowatts">Largest swing of all jobs if they had been in phase: the sum.</param>
/// <param name="InPhaseAtSeconds">When.</param>
/// <param name="EdgeSeconds">Time in which chips go from one level to the other.</param>
/// <param name="LargestRateKilowattsPerSecond">
/// How fast power changed at the edges of the largest swing of a single job, as the grid sees it: edges of different jobs do not coincide.
/// </param>
/// <param name="RateLimitKilowattsPerSecond">How fast it may; null: no limit.</param>
/// <param name="OutsideRateLimitSeconds">Time for which the edges of a job were faster; null: no limit.</param>
/// <param name="Smoothing">What smoothing made of swings; null where there is none.</param>
public sealed record SwingSummary(
    decimal LargestKilowatts,
    decimal LargestAtSeconds,
    decimal IndependentKilowatts,
    decimal IndependentAtSeconds,
    decimal InPhaseKilowatts,
    decimal InPhaseAtSeconds,
    decimal EdgeSeconds,
    decimal LargestRateKilowattsPerSecond,
    decimal? RateLimitKilowattsPerSecond,
    decimal? OutsideRateLimitSeconds,
    StepSmoothingSummary? Smoothing);
