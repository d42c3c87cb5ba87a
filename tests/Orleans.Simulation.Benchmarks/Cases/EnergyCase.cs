using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>
/// What models of energy cost a dense load, on both engines: the same fleet with them and without, turn by turn. They watch and do
/// not change the schedule, so chips draw the same. A machine that others share is slow for minutes, so turns are short, and the figure is the
/// median of what each comes to.
/// </summary>
/// <param name="name">Name of the case.</param>
/// <param name="title">What is measured.</param>
/// <param name="what">The models, in a word.</param>
/// <param name="add">Adds them to a fleet.</param>
internal sealed class EnergyCase(string name, string title, string what, Func<FleetShape, FleetShape> add) : IBenchmarkCase
{
    private const double MostOfPlain = 1.10;
    private static readonly VirtualDuration Turn = VirtualDuration.FromHours(8);

    /// <summary>Hourly PUE and carbon intensity, and prices of five minutes, against a constant PUE.</summary>
    public static readonly EnergyCase Series =
        new("series", "a dense load with hourly rates of the site and without", "series", WithSeries);

    /// <summary>
    /// Ramps are measured and smoothed, and power is counted for every job, which chips would be slowed for, but there is always just
    /// enough.
    /// </summary>
    public static readonly EnergyCase Power =
        new("power", "a dense load with a limit of power and smoothed ramps and without", "limits", WithPower);

    /// <summary>All jobs have training steps, whose swings are smoothed, and power has a dynamic range and edges within limits.</summary>
    public static readonly EnergyCase Swings =
        new("swings", "a dense load with training steps and a dynamic range and without", "steps", WithSwings);

    /// <summary>All of them at once.</summary>
    public static readonly EnergyCase All = new(
        "energy", "a dense load with all of these models and without", "models", fleet => WithSwings(WithPower(WithSeries(fleet))));

    public string Name => name;

    public string Title => title;

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var load = EngineLoad.Dense;
        var fleet = new FleetShape(load.DataCenters, scale.Of(full: 131_072, quick: 8_192) / load.DataCenters)
        {
            SampleInterval = load.SampleInterval,
        };
        var duration = scale.Of(Turn, load.QuickDuration);
        var plain = load.Scenario(fleet, duration);
        var full = load.Scenario(add(fleet), duration);
        var silo = await QuietSilo.StartAsync();
        var runs = new Dictionary<(string Engine, bool HasModels), List<MeasuredRun>>();
        var epoch = 0;
        for (var turn = 0; turn < scale.Of(full: 12, quick: 1); turn++)
        {
            // Whoever comes second finds a process that has warmed up, and grains of the first.
            bool[] order = turn % 2 == 0 ? [false, true] : [true, false];
            foreach (var hasModels in order)
            {
                await PlayAsync("reference", hasModels, new ReferenceEngine());
            }

            foreach (var hasModels in order)
            {
                await PlayAsync("orleans", hasModels, new OrleansEngine(silo, run: 1, epoch++));
            }
        }

        foreach (var engine in new[] { "reference", "orleans" })
        {
            Add(engine, "wall", run => run.Work.Wall);
            Add(engine, "CPU", run => run.Work.Cpu);
        }

        async Task PlayAsync(string engine, bool hasModels, ISimulationEngine player)
        {
            var run = await MeasuredRun.PlayAsync(hasModels ? full : plain, player);
            var known = runs.TryGetValue((engine, hasModels), out var before) ? before : runs[(engine, hasModels)] = [];
            known.Add(run);
            var first = runs[("reference", hasModels)][0];
            run.MustEqual(first);
            if (run.Summary.Energy.ItJoules != runs[("reference", false)][0].Summary.Energy.ItJoules)
            {
                throw new InvalidOperationException($"the {what} changed what the chips drew");
            }
        }

        void Add(string engine, string cost, Func<MeasuredRun, double> figure) => figures.Add(
            $"play and settlement, {cost}, {engine}, with {what} : without",
            Median.Of(runs[(engine, true)].Zip(runs[(engine, false)]), turn => figure(turn.First) / figure(turn.Second)),
            "ratio",
            Target.AtMost(MostOfPlain));
    }

    private static FleetShape WithSeries(FleetShape fleet) => fleet with
    {
        Site = new(Hourly(1_080_000, 1_130_000, 1_100_000))
        {
            Carbon = Hourly(222_295_921, 413_000_000, 79_000_000),
            Price = new(-60_000_000, VirtualDuration.FromMinutes(5), [75_141_955, -4_522_410, 52_771_355], Repeats: true),
        },
    };

    private static FleetShape WithPower(FleetShape fleet) => fleet with
    {
        Power = fleet.Power with
        {
            RampLimit = Watts.FromWatts(100_000),
            Smoothing = new()
            {
                Filler = true,
                StoragePower = Watts.FromWatts(1_000_000),
                StorageCapacity = new((Int128)3_600_000_000_000 * 1_000_000),
                StorageEfficiency = 900_000,
            },
            Oversubscription = PowerPlan.Covered,
            Control = PowerControl.Cap,
        },
    };

    private static FleetShape WithSwings(FleetShape fleet) => fleet with
    {
        Steps = [new(VirtualDuration.FromSeconds(2), 120_000, StepLow.Idle)],
        Power = fleet.Power with
        {
            RangeLimit = Watts.FromWatts(100_000),
            RateLimit = Watts.FromWatts(1_000_000),
            StepSmoothing = new() { Storage = 300_000, Efficiency = 900_000, Filler = 500_000 },
        },
    };

    private static RateSeries Hourly(params long[] values) => new(0, VirtualDuration.FromHours(1), values, Repeats: true);
}
