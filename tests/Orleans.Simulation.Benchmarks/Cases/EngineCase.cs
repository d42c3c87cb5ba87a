using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>The Orleans engine against the reference engine on the same scenario, turn by turn. Figures are medians.</summary>
/// <param name="load">What is played.</param>
internal sealed class EngineCase(EngineLoad load) : IBenchmarkCase
{
    public string Name => load.Name;

    public string Title => load.Title;

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var fleet = new FleetShape(load.DataCenters, scale.Of(full: 131_072, quick: 8_192) / load.DataCenters)
        {
            SampleInterval = load.SampleInterval,
        };
        var specification = load.Scenario(fleet, scale.Of(load.Duration, load.QuickDuration));
        var silo = await QuietSilo.StartAsync();
        var (reference, orleans) = (new List<MeasuredRun>(), new List<MeasuredRun>());
        for (var turn = 0; turn < scale.Of(full: 3, quick: 1); turn++)
        {
            reference.Add(await MeasuredRun.PlayAsync(specification, new ReferenceEngine()));
            orleans.Add(await MeasuredRun.PlayAsync(specification, new OrleansEngine(silo, run: 1, epoch: turn)));
            orleans[^1].MustEqual(reference[^1]);
        }

        figures.Add("chips", fleet.Chips, "chips");
        figures.Add("simulated", specification.Fleet.End.Seconds / 3600, "h");
        AddRates(figures, reference, orleans);
        AddRatios(figures, reference, orleans);
    }

    private static void AddRates(FigureList figures, List<MeasuredRun> reference, List<MeasuredRun> orleans)
    {
        figures.Add("kernel events, reference", Median.Of(reference, run => run.Performance.Events / run.Work.Wall), "1/s");
        figures.Add("chip state changes, reference", Median.Of(reference, ChangeRate), "1/s");
        figures.Add("chip state changes, orleans", Median.Of(orleans, ChangeRate), "1/s");
        figures.Add("grain calls, orleans", Median.Of(orleans, run => run.Calls / run.Work.Wall), "1/s");
        figures.Add("play, wall, reference", Median.Of(reference, run => run.Play.Wall), "s");
        figures.Add("play, CPU, reference", Median.Of(reference, run => run.Play.Cpu), "s");
    }

    private static double ChangeRate(MeasuredRun run) => run.Performance.ChipStateChanges / run.Work.Wall;

    private void AddRatios(FigureList figures, List<MeasuredRun> reference, List<MeasuredRun> orleans)
    {
        Add("play, wall", run => run.Play.Wall, load.WallTarget);
        Add("play, CPU", run => run.Play.Cpu, load.CpuTarget);
        Add("play and settlement, wall", run => run.Work.Wall, load.WallTarget);
        Add("play and settlement, CPU", run => run.Work.Cpu, load.CpuTarget);

        void Add(string name, Func<MeasuredRun, double> figure, Target? target) => figures.Add(
            $"{name}, orleans : reference", Median.Of(orleans, figure) / Median.Of(reference, figure), "ratio", target);
    }
}
