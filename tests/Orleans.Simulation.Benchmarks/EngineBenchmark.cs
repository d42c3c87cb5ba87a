using Orleans.Simulation.Benchmarks.Engines;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Benchmarks;

/// <summary>The Orleans engine against the reference engine on the same scenario, turn by turn in one process.</summary>
internal sealed class EngineBenchmark(IServiceProvider silo, BenchmarkReport report)
{
    private int _epoch;

    /// <summary>Compares the engines and adds the figures.</summary>
    /// <param name="specification">What both play.</param>
    /// <param name="run">Run number in the silo; its grains are made new for each turn.</param>
    /// <param name="turns">Pairs of runs; the figures are medians.</param>
    public async Task CompareAsync(RunSpecification specification, int run, int turns)
    {
        var (reference, orleans) = (new List<Turn>(), new List<Turn>());
        for (var turn = 0; turn < turns; turn++)
        {
            reference.Add(await PlayAsync(specification, new ReferenceEngine()));
            orleans.Add(await PlayAsync(specification, new OrleansEngine(silo, run, _epoch++)));
            if (orleans[^1].ResultHash != reference[^1].ResultHash)
            {
                throw new InvalidOperationException($"{specification.Scenario.Name}: the engines' results differ");
            }
        }

        Add(specification, reference, orleans);
    }

    private void Add(RunSpecification specification, List<Turn> reference, List<Turn> orleans)
    {
        // Rates are over play and settlement: what still waits in the logs is done in the settlement.
        var name = $"{specification.Scenario.Name}, {specification.Fleet.Chips:N0} chips";
        report.Add($"{name}: kernel events, reference", Median(reference, turn => turn.Events / turn.All.Wall), "1/s");
        report.Add($"{name}: chip state changes, reference", Median(reference, turn => turn.Changes / turn.All.Wall), "1/s");
        report.Add($"{name}: chip state changes, orleans", Median(orleans, turn => turn.Changes / turn.All.Wall), "1/s");
        report.Add($"{name}: grain calls, orleans", Median(orleans, turn => turn.Calls / turn.All.Wall), "1/s");
        report.Add($"{name}: play wall, reference", Median(reference, turn => turn.Play.Wall), "s");
        report.Add($"{name}: play wall, orleans : reference", Ratio(orleans, reference, turn => turn.Play.Wall), "ratio");
        report.Add($"{name}: play CPU, orleans : reference", Ratio(orleans, reference, turn => turn.Play.Cpu), "ratio");
        report.Add($"{name}: play and settle wall, orleans : reference", Ratio(orleans, reference, turn => turn.All.Wall), "ratio");
        report.Add($"{name}: play and settle CPU, orleans : reference", Ratio(orleans, reference, turn => turn.All.Cpu), "ratio");
    }

    private static async Task<Turn> PlayAsync(RunSpecification specification, ISimulationEngine engine)
    {
        GC.Collect();
        var metered = new MeteredEngine(engine);
        using var recorder = new ResultRecorder(RunLabels.Of(specification.Fleet, specification.Sources));
        var run = new SimulationRun(specification, metered, recorder, PlaybackOptions.Default);
        var (summary, performance) = await run.PlayAsync(CancellationToken.None);
        var begin = specification.Fleet.Chips + specification.Fleet.Racks;
        return new(
            summary.ResultHash,
            metered.Play,
            metered.Play + metered.Settle,
            performance.Events,
            performance.ChipStateChanges,
            performance.GrainCalls.Total - begin);
    }

    private static double Median(List<Turn> turns, Func<Turn, double> figure)
    {
        var sorted = turns.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Ratio(List<Turn> orleans, List<Turn> reference, Func<Turn, double> figure) =>
        Median([.. orleans], figure) / Median([.. reference], figure);

    private sealed record Turn(string ResultHash, Cost Play, Cost All, long Events, long Changes, long Calls);
}
