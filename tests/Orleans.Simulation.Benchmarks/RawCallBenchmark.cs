using System.Diagnostics;
using Orleans.Simulation.Benchmarks.RawCalls;

namespace Orleans.Simulation.Benchmarks;

/// <summary>What Orleans itself takes: calls of racks to chips that do nothing.</summary>
internal static class RawCallBenchmark
{
    private const int ChipsPerRack = 64;
    private const int RacksAtOnce = 4;

    /// <summary>Measures and adds the figure.</summary>
    public static async Task RunAsync(IGrainFactory grains, BenchmarkReport report, int racks, int rounds)
    {
        await CallAsync(grains, racks, rounds: 1);
        var clock = Stopwatch.StartNew();
        await CallAsync(grains, racks, rounds);
        var calls = (double)racks * ChipsPerRack * rounds;
        report.Add($"raw Orleans, {racks * ChipsPerRack:N0} grains: rack-to-chip calls", calls / clock.Elapsed.TotalSeconds, "1/s");
    }

    private static Task CallAsync(IGrainFactory grains, int racks, int rounds) => Parallel.ForEachAsync(
        Enumerable.Range(0, racks),
        new ParallelOptions { MaxDegreeOfParallelism = RacksAtOnce },
        async (rack, _) => await grains.GetGrain<IPingRackGrain>(rack).FanOut(ChipsPerRack, rounds));
}
