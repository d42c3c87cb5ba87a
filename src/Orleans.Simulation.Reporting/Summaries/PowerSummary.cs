using System.Text.Json.Serialization;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// How the power of a data center as a whole moved, from the start of the run, when all chips are idle, to its end. Levels that
/// lasted for no time do not count. Null where no time passed.
/// </summary>
/// <param name="LowestItKilowatts">Lowest IT power: chips, hosts and racks.</param>
/// <param name="HighestItKilowatts">Highest IT power.</param>
/// <param name="LowestFacilityKilowatts">Lowest power of the facility: IT power times the PUE of the instant.</param>
/// <param name="MeanFacilityKilowatts">Facility energy over the length of the run.</param>
/// <param name="HighestFacilityKilowatts">Highest power of the facility.</param>
/// <param name="RampIntervalSeconds">Time over which power is averaged for ramps.</param>
/// <param name="Ramps">Pairs of consecutive such intervals; a shorter one at the end of the run is in none.</param>
/// <param name="LargestRiseKilowatts">
/// By how much the mean power of the facility rose at most from one interval to the next; zero when it never did.
/// </param>
/// <param name="LargestFallKilowatts">By how much it fell at most, as a positive number.</param>
/// <param name="RampLimitKilowatts">By how much it may change; null: no limit.</param>
/// <param name="OutsideRampLimitSeconds">Time of the intervals that changed by more; null: no limit.</param>
/// <param name="ProvisionedKilowatts">Power provisioned for the facility; null: without limit, and so are the others below.</param>
/// <param name="AboveProvisionedSeconds">Time for which the facility drew more.</param>
/// <param name="AboveProvisionedKilowattHours">What it drew beyond.</param>
/// <param name="LimitedSeconds">
/// Time for which jobs lacked nothing but power: the one that was next in the queue while as many chips were free, or those that
/// kept all their chips.
/// </param>
/// <param name="UnservedKilowattHours">What their chips would have drawn meanwhile, more than idle, times the PUE.</param>
/// <param name="Preemptions">How often a job was stopped for lack of power.</param>
/// <param name="PreemptedChipSeconds">Work that was lost with that: part of the jobs' lost work, and of no failure's.</param>
/// <param name="SlowedSeconds">Time for which busy chips worked below full speed for lack of power.</param>
/// <param name="SparedKilowattHours">What they would have drawn more meanwhile at full speed, times the PUE.</param>
public sealed record PowerSummary(
    decimal? LowestItKilowatts,
    decimal? HighestItKilowatts,
    decimal? LowestFacilityKilowatts,
    decimal? MeanFacilityKilowatts,
    decimal? HighestFacilityKilowatts,
    decimal RampIntervalSeconds,
    long Ramps,
    decimal LargestRiseKilowatts,
    decimal LargestFallKilowatts,
    decimal? RampLimitKilowatts,
    decimal? OutsideRampLimitSeconds,
    decimal? ProvisionedKilowatts,
    decimal? AboveProvisionedSeconds,
    decimal? AboveProvisionedKilowattHours,
    decimal? LimitedSeconds,
    decimal? UnservedKilowattHours,
    long? Preemptions,
    decimal? PreemptedChipSeconds,
    decimal? SlowedSeconds,
    decimal? SparedKilowattHours)
{
    /// <summary>
    /// The most that the facility could draw: all chips at full speed with what draws most of all that jobs of the run do, at the
    /// highest PUE.
    /// </summary>
    public required decimal PossibleKilowatts { get; init; }

    /// <summary>How many times that is what is provisioned; above 1: more chips than there is power for. Null: without limit.</summary>
    public required decimal? Oversubscription { get; init; }

    /// <summary>What smoothing of ramps did and cost; null where there is none.</summary>
    public SmoothingSummary? Smoothing { get; init; }

    /// <summary>How far it swung within training steps; null where no job has any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SwingSummary? Swings { get; init; }

    /// <summary>Its dynamic range; null where that has no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RangeSummary? Range { get; init; }

    /// <summary>What batteries did; null where there are none.</summary>
    public BatterySummary? Batteries { get; init; }
}
