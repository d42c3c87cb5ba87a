using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Jobs drawn at random.</summary>
internal static class Workloads
{
    /// <summary>A generator of jobs of some sizes, each twice as frequent as the next larger.</summary>
    /// <param name="index">Index of the source in the run.</param>
    /// <param name="interarrival">Mean time between two jobs.</param>
    /// <param name="work">Median run time.</param>
    /// <param name="end">No job arrives at or after it.</param>
    /// <param name="sizes">Chips of the jobs.</param>
    /// <param name="dataCenter">Index of the data center, or any.</param>
    /// <param name="seed">Seed of the run.</param>
    public static GeneratorSource Jobs(
        int index,
        VirtualDuration interarrival,
        VirtualDuration work,
        VirtualTime end,
        int[] sizes,
        int dataCenter = JobArrival.AnyDataCenter,
        ulong seed = 1) => new(
            $"source-{index}",
            dataCenter,
            interarrival,
            [.. Enumerable.Repeat(1L, 24)],
            [.. sizes.Select((chips, rank) => new JobSizeClass(chips, 1L << (sizes.Length - rank), work, 0.8))],
            MinWork: VirtualDuration.Zero,
            MaxWork: work * 10,
            Start: VirtualTime.Zero,
            end,
            RandomPurpose.Workload + (uint)index,
            seed);

    /// <summary>The same jobs, but they state what they compute.</summary>
    /// <param name="source">Jobs that state their run time.</param>
    /// <param name="speed">FLOP that a chip does in a microsecond where they would run as long as before.</param>
    /// <param name="mfu">Their own MFU in parts per million; 0: that of the chips.</param>
    public static GeneratorSource InFlops(this GeneratorSource source, long speed, int mfu = 0) => source with
    {
        Sizes =
        [
            .. source.Sizes.Select(size => size with
            {
                MedianWork = VirtualDuration.Zero,
                MedianFlops = new((Int128)size.MedianWork.Microseconds * size.Chips * speed / 7 * 7, PerToken: 7) { Mfu = mfu },
            }),
        ],
    };
}
