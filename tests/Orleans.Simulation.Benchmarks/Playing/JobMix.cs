using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>Jobs that arrive at random: sizes that are equally frequent, log-normal run times.</summary>
/// <param name="Sizes">Chips of a job.</param>
/// <param name="MeanRunTime">Mean run time before it is cut at ten times that.</param>
/// <param name="Sigma">Standard deviation of the natural logarithm of the run time.</param>
internal sealed record JobMix(IReadOnlyList<int> Sizes, VirtualDuration MeanRunTime, double Sigma)
{
    private const int LongestRunTime = 10;
    private const int HoursPerDay = 24;

    /// <summary>The jobs as a source that offers a share of a fleet's chip-time.</summary>
    public GeneratorSource Offering(double load, long chips, VirtualTime end, ulong seed) =>
        Every(new((long)(MeanRunTime.Microseconds * Sizes.Average() / (load * chips))), end, seed);

    /// <summary>The jobs as a source with a mean time between two arrivals.</summary>
    public GeneratorSource Every(VirtualDuration meanInterarrival, VirtualTime end, ulong seed)
    {
        // The mean of a log-normal distribution is exp(sigma^2 / 2) times its median.
        var median = new VirtualDuration((long)(MeanRunTime.Microseconds / Math.Exp(Sigma * Sigma / 2)));
        return new(
            "jobs",
            JobArrival.AnyDataCenter,
            meanInterarrival,
            [.. Enumerable.Repeat(1L, HoursPerDay)],
            [.. Sizes.Select(size => new JobSizeClass(size, 1, median, Sigma))],
            VirtualDuration.FromSeconds(1),
            MeanRunTime * LongestRunTime,
            VirtualTime.Zero,
            end,
            RandomPurpose.Workload,
            seed);
    }
}
