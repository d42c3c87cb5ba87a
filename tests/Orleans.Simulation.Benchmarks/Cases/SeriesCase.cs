using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>
/// What rates by time cost a dense load, on both engines: hourly PUE and carbon intensity and prices of five minutes against a
/// constant PUE, turn by turn. Figures are medians.
/// </summary>
internal sealed class SeriesCase : IBenchmarkCase
{
    private const double MostOfPlain = 1.10;

    private static readonly SitePlan Site = new(Hourly(1_080_000, 1_130_000, 1_100_000))
    {
        Carbon = Hourly(222_295_921, 413_000_000, 79_000_000),
        Price = new(-60_000_000, VirtualDuration.FromMinutes(5), [75_141_955, -4_522_410, 52_771_355], Repeats: true),
    };

    public string Name => "series";

    public string Title => "a dense load with hourly rates of the site and without";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var load = EngineLoad.Dense;
        var fleet = new FleetShape(load.DataCenters, scale.Of(full: 131_072, quick: 8_192) / load.DataCenters)
        {
            SampleInterval = load.SampleInterval,
        };
        var duration = scale.Of(load.Duration, load.QuickDuration);
        var plain = load.Scenario(fleet, duration);
        var series = load.Scenario(fleet with { Site = Site }, duration);
        var silo = await QuietSilo.StartAsync();
        var runs = new Dictionary<(string Engine, bool HasSeries), List<MeasuredRun>>();
        for (var turn = 0; turn < scale.Of(full: 3, quick: 1); turn++)
        {
            await PlayAsync("reference", hasSeries: false, plain, new ReferenceEngine());
            await PlayAsync("reference", hasSeries: true, series, new ReferenceEngine());
            await PlayAsync("orleans", hasSeries: false, plain, new OrleansEngine(silo, run: 1, epoch: 2 * turn));
            await PlayAsync("orleans", hasSeries: true, series, new OrleansEngine(silo, run: 1, epoch: (2 * turn) + 1));
        }

        foreach (var engine in new[] { "reference", "orleans" })
        {
            Add(engine, "wall", run => run.Work.Wall);
            Add(engine, "CPU", run => run.Work.Cpu);
        }

        async Task PlayAsync(string engine, bool hasSeries, RunSpecification specification, ISimulationEngine player)
        {
            var run = await MeasuredRun.PlayAsync(specification, player);
            var known = runs.TryGetValue((engine, hasSeries), out var before) ? before : runs[(engine, hasSeries)] = [];
            known.Add(run);
            var first = runs[("reference", hasSeries)][0];
            run.MustEqual(first);
            if (run.Summary.Energy.ItJoules != runs[("reference", false)][0].Summary.Energy.ItJoules)
            {
                throw new InvalidOperationException("the rates of the site changed what the chips drew");
            }
        }

        void Add(string engine, string what, Func<MeasuredRun, double> figure) => figures.Add(
            $"play and settlement, {what}, {engine}, with series : without",
            Median.Of(runs[(engine, true)], figure) / Median.Of(runs[(engine, false)], figure),
            "ratio",
            Target.AtMost(MostOfPlain));
    }

    private static RateSeries Hourly(params long[] values) => new(0, VirtualDuration.FromHours(1), values, Repeats: true);
}
