using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Bounds;

/// <summary>
/// The same scenario at the ends of what is known: with the hardware and the regions that it uses at one of their bounds. Jobs
/// stay what they are and come when they come: a load that was worked out from how fast chips are is that of the scenario itself.
/// </summary>
public sealed class ScenarioBounds
{
    private readonly LoadedScenario _loaded;
    private readonly CompiledScenario _compiled;
    private readonly HardwareCatalog _catalog;

    private ScenarioBounds(LoadedScenario loaded)
    {
        (_loaded, _compiled) = (loaded, loaded.Compile());
        _catalog = HardwareCatalog.For(loaded.Scenario);
    }

    /// <summary>The uncertain figures on which results rest, by path.</summary>
    public IReadOnlyList<BoundedFigure> Figures
    {
        get
        {
            var bounds = new FigureBounds(_loaded.Scenario, BoundEnd.Low);
            _ = At(bounds);
            return [.. bounds.Figures.DistinctBy(figure => figure.Path).OrderBy(figure => figure.Path, StringComparer.Ordinal)];
        }
    }

    /// <summary>Looks at a scenario.</summary>
    /// <param name="loaded">The scenario.</param>
    /// <exception cref="Core.Validation.InvalidInputException">It is inconsistent.</exception>
    public static ScenarioBounds Of(LoadedScenario loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return new(loaded);
    }

    /// <summary>The scenario at an end.</summary>
    public LoadedScenario At(BoundEnd end) => _loaded with { Scenario = At(new FigureBounds(_loaded.Scenario, end)) };

    private Scenario At(FigureBounds bounds)
    {
        var scenario = _loaded.Scenario;
        var racks = scenario.Fleet.DataCenters.Select(dataCenter => _catalog.RackTypes[dataCenter.Rack])
            .DistinctBy(rack => rack.Name)
            .ToList();
        var chips = racks.Select(rack => _catalog.ChipTypes[rack.Chip]).DistinctBy(chip => chip.Name);
        return scenario with
        {
            Fleet = scenario.Fleet with { DataCenters = [.. scenario.Fleet.DataCenters.Select(bounds.Of)] },
            Workload = scenario.Workload with { Sources = [.. scenario.Workload.Sources.Select(AsTheyCome)] },
            ChipTypes = Replaced(scenario.ChipTypes, chips.ToDictionary(chip => chip.Name, bounds.Of, StringComparer.Ordinal)),
            RackTypes = Replaced(scenario.RackTypes, racks.ToDictionary(rack => rack.Name, bounds.Of, StringComparer.Ordinal)),
        };
    }

    private SourceSpec AsTheyCome(SourceSpec source, int index) =>
        source.Generator is { Load: not null } generator && _compiled.Sources[index] is GeneratorSource compiled
            ? source with { Generator = generator with { Load = null, MeanInterarrival = compiled.MeanInterarrival } }
            : source;

    private static SortedDictionary<string, T> Replaced<T>(IReadOnlyDictionary<string, T> all, Dictionary<string, T> others)
    {
        var merged = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, type) in all.Concat(others))
        {
            merged[name] = type;
        }

        return merged;
    }
}
