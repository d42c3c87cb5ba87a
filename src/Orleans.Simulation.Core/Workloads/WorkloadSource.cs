using System.Text.Json.Serialization;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Workloads;

/// <summary>Where jobs come from: a trace file or a generator.</summary>
/// <param name="Name">Name in the scenario, unique among the sources.</param>
/// <param name="DataCenter">Index of the data center all its jobs go to, or <see cref="Jobs.JobArrival.AnyDataCenter"/>.</param>
[JsonDerivedType(typeof(TraceSource), "trace")]
[JsonDerivedType(typeof(GeneratorSource), "generator")]
public abstract record WorkloadSource(string Name, int DataCenter)
{
    /// <summary>The largest <see cref="Sites"/>.</summary>
    public const int MaxSites = 1_000;

    /// <summary>How far its jobs may shrink when they start again. Default: null, they need all their chips always.</summary>
    public ShrinkRule? Shrink { get; init; }

    /// <summary>
    /// Parts into which each of its jobs is split, for as many data centers; 1 to <see cref="MaxSites"/>. A job has at most as many
    /// parts as chips. Default: 1, jobs are whole.
    /// </summary>
    public int Sites { get; init; } = 1;

    /// <summary>Parts of one of its jobs.</summary>
    /// <param name="chips">Its chips.</param>
    public int PartsOf(int chips) => Math.Min(Sites, chips);
}

/// <summary>How far the jobs of a source may shrink, whatever their size.</summary>
/// <param name="To">Smallest share of its chips with which a job works, in parts per million; above 0, below a million.</param>
/// <param name="Step">With fewer chips than all, a job works with a multiple of this many; at least 1.</param>
public readonly record struct ShrinkRule(int To, int Step)
{
    /// <summary>All of a job's chips.</summary>
    public const int Whole = 1_000_000;

    /// <summary>How far a job may shrink: down to its share, rounded up to a multiple of the step.</summary>
    /// <param name="chips">Its chips.</param>
    /// <returns>Null: no multiple is at least its share and less than its chips.</returns>
    public JobShrink? For(int chips)
    {
        var share = (((long)chips * To) + Whole - 1) / Whole;
        var least = (share + Step - 1) / Step * Step;
        return least < chips ? new((int)least, Step) : null;
    }
}

/// <summary>Jobs read from a file.</summary>
/// <param name="Name">Name in the scenario.</param>
/// <param name="DataCenter">Index of the data center, or any.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Format">Name of its format, such as <c>native</c> or <c>itp</c>.</param>
/// <param name="Shift">Added to every submission after scaling; may be negative as long as no submission becomes so.</param>
/// <param name="TimeScale">Factor on submission times in parts per million: 500,000 plays arrivals twice as densely.</param>
public sealed record TraceSource(
    string Name,
    int DataCenter,
    string File,
    string Format,
    VirtualDuration Shift,
    long TimeScale)
    : WorkloadSource(Name, DataCenter)
{
    /// <summary>A time scale of 1.</summary>
    public const long TimeScaleUnit = 1_000_000;
}

/// <summary>Jobs drawn at random: Poisson arrivals with an hourly profile, a histogram of sizes, log-normal run times.</summary>
/// <param name="Name">Name in the scenario.</param>
/// <param name="DataCenter">Index of the data center, or any.</param>
/// <param name="MeanInterarrival">Mean time between two arrivals, averaged over a day; greater than zero.</param>
/// <param name="HourlyWeights">24 relative arrival rates, one for each hour of the virtual day; not all zero.</param>
/// <param name="Sizes">Job sizes with their frequencies and run times; at least one.</param>
/// <param name="MinWork">Shortest run time: shorter draws are raised to it. Not of jobs that state their FLOPs.</param>
/// <param name="MaxWork">Longest run time: longer draws are cut to it. Not of jobs that state their FLOPs.</param>
/// <param name="Start">When the first job may arrive.</param>
/// <param name="End">No job arrives at or after this instant; <see cref="VirtualTime.Never"/> is not allowed.</param>
/// <param name="Stream">The random purpose of this source: <see cref="Random.RandomPurpose.Workload"/> plus its index.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record GeneratorSource(
    string Name,
    int DataCenter,
    VirtualDuration MeanInterarrival,
    IReadOnlyList<long> HourlyWeights,
    IReadOnlyList<JobSizeClass> Sizes,
    VirtualDuration MinWork,
    VirtualDuration MaxWork,
    VirtualTime Start,
    VirtualTime End,
    uint Stream,
    ulong Seed)
    : WorkloadSource(Name, DataCenter);

/// <summary>One job size of a generator.</summary>
/// <param name="Chips">Chips of such a job.</param>
/// <param name="Weight">Relative frequency, greater than zero.</param>
/// <param name="MedianWork">Median of its log-normal run time, exp(mu); zero where it states its FLOPs.</param>
/// <param name="Sigma">Standard deviation of the natural logarithm of its run time or FLOPs; zero makes it constant.</param>
public sealed record JobSizeClass(int Chips, long Weight, VirtualDuration MedianWork, double Sigma)
{
    /// <summary>
    /// Median of what it computes, log-normal with the same sigma, and never more than a thousand times off. Default: null, its
    /// run time is drawn.
    /// </summary>
    public ModelFlops? MedianFlops { get; init; }
}
