using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>Describes a figure of a chip or rack type that a scenario uses.</summary>
internal static class HardwareValue
{
    /// <summary>The figures of a rack type.</summary>
    public static IEnumerable<DescribedValue> Describe(RackTypeSpec rack, LoadedScenario loaded)
    {
        var path = $"rackTypes.{rack.Name}";
        var origin = HardwareCatalog.BuiltIn.RackTypes.GetValueOrDefault(BaseOf(path, rack.Name, loaded));
        return Describe(path, HardwareFigures.Of(rack), origin is null ? [] : HardwareFigures.Of(origin), loaded);
    }

    /// <summary>The figures of a chip type.</summary>
    public static IEnumerable<DescribedValue> Describe(ChipTypeSpec chip, LoadedScenario loaded)
    {
        var path = $"chipTypes.{chip.Name}";
        var origin = HardwareCatalog.BuiltIn.ChipTypes.GetValueOrDefault(BaseOf(path, chip.Name, loaded));
        var known = origin is null ? [] : HardwareFigures.Of(origin);
        var figures = HardwareFigures.Of(chip).Select(figure => IsUsed(figure, chip, loaded.Scenario)
            ? figure with { DeterminesResults = true }
            : figure);
        return Describe(path, [.. figures], known, loaded);
    }

    /// <summary>The figures of a region.</summary>
    public static IEnumerable<DescribedValue> Describe(RegionSpec region, LoadedScenario loaded)
    {
        var figures = RegionCatalog.FiguresOf(region);
        return Describe($"regions.{region.Name}", figures, figures, loaded);
    }

    // Of prices one counts in each data center, of carbon one, and of peaks one where jobs state their FLOPs.
    private static bool IsUsed(HardwareFigure figure, ChipTypeSpec chip, Scenario scenario) =>
        figure.DeterminesResults
        || IsOfActivity(figure.Key, scenario)
        || IsOfPrices(figure.Key, chip, scenario)
        || (SpeedCompiler.StatesFlops(scenario) && IsOfSpeed(figure.Key, scenario.Compute))
        || (SiteCompiler.EmbodiedOf(chip) is { } embodied && figure.Key == $"embodied.{FigureKey.Of(embodied.Scope)}");

    private static bool IsOfActivity(string key, Scenario scenario) => PowerCompiler.PoweredActivities(scenario).Any(activity =>
        activity != JobActivity.Training && key == FigureKey.Of(activity));

    private static bool IsOfPrices(string key, ChipTypeSpec chip, Scenario scenario) =>
        SiteCompiler.ChipPricesOf(scenario, HardwareCatalog.For(scenario).RackTypes, chip.Name)
            .Any(kind => key == $"price.{FigureKey.Of(kind)}");

    private static bool IsOfSpeed(string key, ComputeSpec compute) =>
        key == $"peak.{FigureKey.Of(compute.Precision)}" || (key == "mfu" && compute.Mfu is null);

    private static string BaseOf(string path, string name, LoadedScenario loaded) =>
        loaded.Values.FirstOrDefault(value => value.Path == $"{path}.basedOn")?.Text ?? name;

    private static IEnumerable<DescribedValue> Describe(
        string path,
        IReadOnlyList<HardwareFigure> figures,
        IReadOnlyList<HardwareFigure> shipped,
        LoadedScenario loaded)
    {
        foreach (var figure in figures.Where(each => each.DeterminesResults))
        {
            var known = shipped.FirstOrDefault(each => each.Key == figure.Key);
            yield return Describe($"{path}.{figure.Key}", figure, known?.Text?.ToString(), loaded);
        }
    }

    private static DescribedValue Describe(string path, HardwareFigure figure, string? shipped, LoadedScenario loaded)
    {
        // A figure stands at its path or, as a mapping or a list, in values below it.
        var bound = loaded.Values.FirstOrDefault(value => value.Origin is not null && NodePath.Covers(path, value.Path));
        var from = bound is null ? ((ValueOrigin Origin, string Place)?)null : DocumentValue.PlaceOf(bound.Origin!, loaded);
        return new DescribedValue
        {
            Path = path,
            Value = figure.Text?.ToString() ?? HardwareFigure.NotPublished,
            Low = figure.Text?.Low,
            High = figure.Text?.High,
            Default = shipped,
            Origin = from?.Origin ?? (shipped is null ? ValueOrigin.Default : ValueOrigin.Catalog),
            Place = from?.Place,
            Confidence = figure.Confidence is Confidence.Stated ? null : figure.Confidence,
            Source = figure.Source,
            Note = figure.Note,
            DeterminesResults = true,
        };
    }
}
