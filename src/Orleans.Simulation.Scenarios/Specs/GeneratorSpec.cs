using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Quantities;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>
/// Jobs drawn at random: Poisson arrivals with an hourly profile, a histogram of sizes, log-normal run times or FLOPs.
/// </summary>
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
    /// <see cref="MaxLoad"/>. Jobs that state their FLOPs count with what they take at the mean speed of these chips. Default:
    /// null.
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

    /// <summary>Shorter run times are raised to it when they are drawn. Default: <see cref="DefaultMinRunTime"/>.</summary>
    public VirtualDuration MinRunTime { get; init; } = DefaultMinRunTime;

    /// <summary>Longer run times are cut to it when they are drawn. Default: <see cref="DefaultMaxRunTime"/>.</summary>
    public VirtualDuration MaxRunTime { get; init; } = DefaultMaxRunTime;
}

/// <summary>One job size of a generator.</summary>
public sealed record JobSizeSpec
{
    /// <summary>The largest sigma: a factor of 22,000 for one standard deviation.</summary>
    public const decimal MaxSigma = 10;

    /// <summary>The largest number of parameters.</summary>
    public const long MaxParameters = ModelFlops.MaxParameters;

    /// <summary>The largest number of tokens.</summary>
    public const long MaxTokens = ModelFlops.MaxTokens;

    /// <summary>Chips of such a job, 1 to <see cref="FleetSpec.MaxChips"/>.</summary>
    public required int Chips { get; init; }

    /// <summary>Relative frequency, 1 to <see cref="GeneratorSpec.MaxWeight"/>.</summary>
    public required long Weight { get; init; }

    /// <summary>
    /// Median of its log-normal run time, above zero. Default: null, it states its FLOPs: by <see cref="Work"/>, or by
    /// <see cref="Parameters"/> and <see cref="Tokens"/>.
    /// </summary>
    public VirtualDuration? MedianRunTime { get; init; }

    /// <summary>
    /// Median of what it computes in FLOP, log-normal, whole, above 0, up to <see cref="FlopText.MaxFlop"/>. Default: null.
    /// </summary>
    public decimal? Work { get; init; }

    /// <summary>
    /// Parameters of its model that a token uses, of a mixture of experts the active ones; 1 to <see cref="MaxParameters"/>.
    /// Default: null.
    /// </summary>
    public long? Parameters { get; init; }

    /// <summary>
    /// Median of the tokens that it trains on, log-normal, 1 to <see cref="MaxTokens"/>; with the parameters it computes 6 FLOP
    /// for each of both. Default: null.
    /// </summary>
    public long? Tokens { get; init; }

    /// <summary>
    /// MFU of such a job where it states its FLOPs, in whole millionths above 0, up to 1, whatever its size; replaces that of the chips.
    /// Default: null, that of the chips.
    /// </summary>
    public decimal? Mfu { get; init; }

    /// <summary>
    /// Standard deviation of the natural logarithm of its run time or of what it computes, 0 to <see cref="MaxSigma"/>; 0 makes
    /// it constant.
    /// </summary>
    public required decimal Sigma { get; init; }

    /// <summary>Whether it states what it computes, rather than how long it runs.</summary>
    public bool StatesFlops => Work is not null || Parameters is not null || Tokens is not null;

    /// <summary>The median of what it computes; null: it states how long it runs, or not enough.</summary>
    public ModelFlops? MedianFlops => WithoutMfu is { } flops ? flops with { Mfu = (int)((Mfu ?? 0) * ModelFlops.WholeMfu) } : null;

    private ModelFlops? WithoutMfu =>
        Work is { } work ? new((Int128)work, PerToken: 0)
        : (Parameters, Tokens) is ({ } parameters, { } tokens) ? ModelFlops.OfTraining(parameters, tokens)
        : null;
}
