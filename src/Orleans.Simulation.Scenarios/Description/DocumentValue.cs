using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>Describes a value that a scenario's document gives, or leaves to its default.</summary>
internal static class DocumentValue
{
    // They label results or say where files lie; no result rests on them.
    private static readonly string[] Labels =
        ["name", "description", "seed", "workload.folder", "outputs.tables", "outputs.interval", "outputs.chips"];

    /// <summary>The value; null: it is not given and nothing holds in its place that is worth a line.</summary>
    public static DescribedValue? Describe(BoundValue value, LoadedScenario loaded) =>
        value.Origin is null ? Default(value) : Given(value, loaded);

    /// <summary>Where a value of the document comes from, and where it stands.</summary>
    public static (ValueOrigin Origin, string Place) PlaceOf(NodeOrigin origin, LoadedScenario loaded)
    {
        var isPreset = origin.Override is null && ScenarioLoader.PresetNames.Contains(loaded.Origin, StringComparer.Ordinal);
        return (isPreset ? ValueOrigin.Preset : ValueOrigin.Given, origin.Describe(string.Empty));
    }

    private static DescribedValue Given(BoundValue value, LoadedScenario loaded)
    {
        var (origin, place) = PlaceOf(value.Origin!, loaded);

        // Who overrides a value does not take over where the old one came from. The closest entry speaks for a value; a label has
        // nothing to trust.
        var isSilent = value.Origin!.Override is not null || IsLabel(value.Path);
        var entry = isSilent ? null : loaded.Provenance
            .Where(each => NodePath.Covers(each.Path, value.Path))
            .OrderByDescending(each => each.Path.Length)
            .Select(each => each.Entry)
            .FirstOrDefault();
        return new DescribedValue
        {
            Path = value.Path,
            Value = value.Text!,
            Default = DefaultValues.Find(value.Path) is { } known ? known.Text ?? value.Default : value.Default,
            Origin = origin,
            Place = place,
            Confidence = entry?.Confidence,
            Source = entry?.Source ?? string.Empty,
            Note = entry?.Note ?? string.Empty,
            DeterminesResults = !IsLabel(value.Path),
        };
    }

    private static bool IsLabel(string path) =>
        Labels.Contains(path, StringComparer.Ordinal) || path.EndsWith(".name", StringComparison.Ordinal);

    private static DescribedValue? Default(BoundValue value)
    {
        var known = DefaultValues.Find(value.Path);
        var text = known?.Text ?? value.Default;
        return text is null || known is { IsSilent: true } ? null : new DescribedValue
        {
            Path = value.Path,
            Value = text,
            Default = text,
            Origin = ValueOrigin.Default,

            // A default that nobody explains is a choice of this program all the same.
            Confidence = known is null ? Confidence.Assumed
                : known.Source.Length == 0 ? null
                : References.ConfidenceOf(known.Source),
            Source = known?.Source ?? "[G]",
            Note = known?.Note ?? string.Empty,
            DeterminesResults = !IsLabel(value.Path),
        };
    }
}
