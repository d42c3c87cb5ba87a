using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Bounds;

/// <summary>Takes figures at one end of their bounds, and notes which of them results of a scenario rest on.</summary>
internal sealed class FigureBounds(Scenario scenario, BoundEnd end)
{
    private readonly bool _fails = scenario.Failures.Enabled || scenario.Failures.Trace is not null;
    private readonly IReadOnlyList<JobActivity> _activities = PowerCompiler.PoweredActivities(scenario);
    private readonly IReadOnlyDictionary<string, RackTypeSpec> _racks = HardwareCatalog.For(scenario).RackTypes;
    private readonly TrainingStepSpec[] _steps = [.. scenario.Workload.Sources.Select(source => source.Step).OfType<TrainingStepSpec>()];
    private readonly bool _statesFlops = SpeedCompiler.StatesFlops(scenario);

    /// <summary>The uncertain figures that results rest on, in the order in which they were met.</summary>
    public List<BoundedFigure> Figures { get; } = [];

    /// <summary>A chip type.</summary>
    public ChipTypeSpec Of(ChipTypeSpec chip)
    {
        var (path, failures, compute) = ($"chipTypes.{chip.Name}", scenario.Failures, scenario.Compute);
        var ownFailures = failures.Enabled && failures.MeanTimeToFailure is null;
        return Sound(chip with
        {
            Idle = Maybe($"{path}.idle", chip.Idle),
            Busy = Maybe($"{path}.busy", chip.Busy, isUsed: IsBusyUsed(chip)),
            Loaded = Maybe($"{path}.loaded", chip.Loaded, isUsed: _activities.Contains(JobActivity.Loaded)),
            MemoryBound = Maybe($"{path}.memoryBound", chip.MemoryBound, isUsed: _activities.Contains(JobActivity.MemoryBound)),
            ComputeBound = Maybe($"{path}.computeBound", chip.ComputeBound, isUsed: _activities.Contains(JobActivity.ComputeBound)),
            Failed = Maybe($"{path}.failed", chip.Failed, isUsed: _fails),

            // No result rests on it, but powers at their bounds must not exceed it.
            Tdp = Maybe($"{path}.tdp", chip.Tdp, isUsed: false),
            MeanTimeToFailure = Figure($"{path}.meanTimeToFailure", chip.MeanTimeToFailure, moreTakesLess: true, ownFailures),
            Mfu = Maybe($"{path}.mfu", chip.Mfu, moreTakesLess: true, _statesFlops && compute.Mfu is null),
            Peak = Kinds($"{path}.peak", chip.Peak, kind => _statesFlops && kind == compute.Precision, moreTakesLess: true),
            Price = Kinds($"{path}.price", chip.Price, SiteCompiler.ChipPricesOf(scenario, _racks, chip.Name).Contains),
            Embodied = Kinds($"{path}.embodied", chip.Embodied, kind => kind == SiteCompiler.EmbodiedOf(chip)?.Scope),
        });
    }

    /// <summary>
    /// The same chip with no power at work below that of an idle one, and none above the TDP, also not within training steps: bounds that it has
    /// from the catalog end where a scenario's own figures do.
    /// </summary>
    private ChipTypeSpec Sound(ChipTypeSpec chip)
    {
        return chip with
        {
            Idle = AtMostTdp(chip.Idle),
            Busy = InSteps(AtWork(chip.Busy)),
            Loaded = AtWork(chip.Loaded),
            MemoryBound = AtWork(chip.MemoryBound),
            ComputeBound = AtWork(chip.ComputeBound),
            Failed = AtMostTdp(chip.Failed),
        };

        Sourced<Watts>? AtWork(Sourced<Watts>? power) => power is null || chip.Idle is not { } idle
            ? AtMostTdp(power)
            : AtMostTdp(power with { Value = new(Math.Max(power.Value.Milliwatts, idle.Value.Milliwatts)) });

        Sourced<Watts>? InSteps(Sourced<Watts>? mean) => mean is null || chip is not { Tdp: { } tdp, Idle: { } idle }
            ? mean
            : mean with
            {
                Value = _steps.Select(step => MeanAtTdp(step, idle, tdp))
                    .Append(mean.Value)
                    .MinBy(power => power.Milliwatts),
            };

        Watts MeanAtTdp(TrainingStepSpec step, Sourced<Watts> idle, Sourced<Watts> tdp) => new((long)(
            (step.Communicating * LowOf(step, idle)) + ((1 - step.Communicating) * tdp.Value.Milliwatts)));

        decimal LowOf(TrainingStepSpec step, Sourced<Watts> idle) =>
            ((step.Low == StepLow.Loaded ? chip.Loaded : null) ?? idle).Value.Milliwatts;

        Sourced<Watts>? AtMostTdp(Sourced<Watts>? power) => power is null || chip.Tdp is not { } tdp
            ? power
            : power with { Value = new(Math.Min(power.Value.Milliwatts, tdp.Value.Milliwatts)) };
    }

    /// <summary>A rack type.</summary>
    public RackTypeSpec Of(RackTypeSpec rack) => rack with
    {
        HostOverhead = Figure($"rackTypes.{rack.Name}.hostOverhead", rack.HostOverhead),
        NetworkOverhead = Figure($"rackTypes.{rack.Name}.networkOverhead", rack.NetworkOverhead),
        RackOverhead = Figure($"rackTypes.{rack.Name}.rackOverhead", rack.RackOverhead),
        Conversion = Figure($"rackTypes.{rack.Name}.conversion", rack.Conversion, moreTakesLess: true),
    };

    /// <summary>A data center, which then states what it took from its region.</summary>
    public DataCenterSpec Of(DataCenterSpec dataCenter)
    {
        if (dataCenter.Region is not { } name)
        {
            return dataCenter;
        }

        var (region, site, path) = (RegionCatalog.All[name], dataCenter.Site, $"regions.{name}");
        return dataCenter with
        {
            Site = site with
            {
                Pue = site.HasPue ? site.Pue : Maybe($"{path}.pue", region.Pue)?.Value,
                Carbon = site.HasCarbon ? site.Carbon : Maybe($"{path}.carbon", region.Carbon)?.Value,
                Price = site.HasPrice ? site.Price : Maybe($"{path}.price", region.Price)?.Value,
                CarbonFree = site.CarbonFree ?? Maybe($"{path}.carbonFree", region.CarbonFree, moreTakesLess: true)?.Value,
                Water = site.Water ?? Maybe($"{path}.water", region.Water)?.Value,
            },
        };
    }

    // It stands in for what is not known of other activities.
    private bool IsBusyUsed(ChipTypeSpec chip) => _activities.Any(activity => chip.PowerOf(activity) == chip.Busy);

    private SortedDictionary<TKind, Sourced<decimal>> Kinds<TKind>(
        string path,
        IReadOnlyDictionary<TKind, Sourced<decimal>> figures,
        Func<TKind, bool> isUsed,
        bool moreTakesLess = false)
        where TKind : struct, Enum
    {
        var kinds = new SortedDictionary<TKind, Sourced<decimal>>();
        foreach (var (kind, figure) in figures)
        {
            kinds[kind] = isUsed(kind)
                ? Figure($"{path}.{FigureKey.Of(kind)}", figure, moreTakesLess)
                : figure;
        }

        return kinds;
    }

    private Sourced<T>? Maybe<T>(string path, Sourced<T>? figure, bool moreTakesLess = false, bool isUsed = true)
        where T : struct => figure is null ? null : Figure(path, figure, moreTakesLess, isUsed);

    private Sourced<T> Figure<T>(string path, Sourced<T> figure, bool moreTakesLess = false, bool isUsed = true)
        where T : struct
    {
        var (low, high) = (figure.Low ?? figure.Value, figure.High ?? figure.Value);
        if (isUsed && (!low.Equals(figure.Value) || !high.Equals(figure.Value)))
        {
            Figures.Add(new(path, figure.Text, moreTakesLess));
        }

        return figure with { Value = end == BoundEnd.Low == moreTakesLess ? high : low };
    }
}
