using Microsoft.Extensions.DependencyInjection;
using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Benchmarks.RawCalls;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>What Orleans itself takes: calls of racks to chips that do nothing.</summary>
internal sealed class CallCase : IBenchmarkCase
{
    private const int RacksAtOnce = 4;
    private const int Rounds = 20;

    public string Name => "calls";

    public string Title => "calls of racks to chips that do nothing";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var racks = scale.Of(full: 2_048, quick: 64);
        var silo = await QuietSilo.StartAsync();
        var grains = silo.GetRequiredService<IGrainFactory>();

        // The first round activates the grains.
        await CallAsync(grains, racks, rounds: 1);
        var cost = await Cost.MeasureAsync(() => CallAsync(grains, racks, Rounds));
        var chips = racks * FleetShape.ChipsPerRack;
        figures.Add("grains", chips, "grains");
        figures.Add("rack-to-chip calls", (double)chips * Rounds / cost.Wall, "1/s");
    }

    private static Task CallAsync(IGrainFactory grains, int racks, int rounds) => Parallel.ForEachAsync(
        Enumerable.Range(0, racks),
        new ParallelOptions { MaxDegreeOfParallelism = RacksAtOnce },
        async (rack, _) => await grains.GetGrain<IPingRackGrain>(rack).FanOut(FleetShape.ChipsPerRack, rounds));
}
