using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Jobs drawn at random: Poisson arrivals with an hourly profile, a histogram of sizes, log-normal run times.</summary>
/// <remarks>
/// Exactly one of <see cref="Load"/> and <see cref="MeanInterarrival"/> says how many. Sizes beyond the largest data center
/// that may take them are left out when the scenario is compiled, so that a preset can be scaled down.
/// </remarks>
public sealed record GeneratorSpec
{
    /// <summary>The largest offered load: ten times what the fleet can do.</summary>
    public const decimal MaxLoad = 10;

    /// <summary>Hours of the day that have a weight each.</summary>
    public const int HoursPerDay = 24;

    /// <summary>The largest weight of an hour or a size.</summary>
    public const long MaxWeight = 1_000_000_000;

    /// <summary>Most sizes in a generator.</summary>
    public const int MaxSizes = 1_000;

    /// <summary>Most jobs that a generator may be expected to make in a run.</summary>
    public const long MaxExpectedJobs = 100_000_000;

    /// <summary>Shortest run time when none is given. [G]</summary>
    public static readonly VirtualDuration DefaultMinRunTime = VirtualDuration.FromMinutes(1);

    /// <summary>Longest run time when none is given. [G]</summary>
    public static readonly VirtualDuration DefaultMaxRunTime = VirtualDuration.FromHours(7 * 24);

    /// <summary>
    /// Offered chip-time over the chip-time of its data center, or of the fleet when it names none; above 0, at most
    /// <see cref="MaxLoad"/>. Default: null.
    /// </summary>
    public decimal? Load { get; init; }

    /// <summary>Mean time between two arrivals, averaged over a day; above zero. Default: null.</summary>
    public VirtualDuration? MeanInterarrival { get; init; }

    /// <summary>
    /// Relative arrival rates of the 24 hours of the virtual day, 0 to <see cref="MaxWeight"/>, not all zero. Default: all 1.
    /// </summary>
    public IReadOnlyList<long> HourlyWeights { get; init; } = [.. Enumerable.Repeat(1L, HoursPerDay)];

    /// <summary>Job sizes with their frequencies; 1 to <see cref="MaxSizes"/>.</summary>
    public required IReadOnlyList<JobSizeSpec> Sizes { get; init; }

    /// <summary>Shorter draws are raised to it. Default: <see cref="DefaultMinRunTime"/>.</summary>
    public VirtualDuration MinRunTime { get; init; } = DefaultMinRunTime;

    /// <summary>Longer draws are cut to it. Default: <see cref="DefaultMaxRunTime"/>.</summary>
    public VirtualDuration MaxRunTime { get; init; } = DefaultMaxRunTime;
}

/// <summary>One job size of a generator.</summary>
public sealed record JobSizeSpec
{
    /// <summary>The largest sigma: a factor of 22,000 for one standard deviation.</summary>
    public const decimal MaxSigma = 10;

    /// <summary>Chips of such a job, 1 to <see cref="FleetSpec.MaxChips"/>.</summary>
    public required int Chips { get; init; }

    /// <summary>Relative frequency, 1 to <see cref="GeneratorSpec.MaxWeight"/>.</summary>
    public required long Weight { get; init; }

    /// <summary>Median of its log-normal run time, above zero.</summary>
    public required VirtualDuration MedianRunTime { get; init; }

    /// <summary>
    /// Standard deviation of the natural logarithm of its run time, 0 to <see cref="MaxSigma"/>; 0 makes it constant.
    /// </summary>
    public required decimal Sigma { get; init; }
}
