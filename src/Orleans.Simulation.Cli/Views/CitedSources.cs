using Orleans.Simulation.Scenarios.Catalog;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Finds what figures cite.</summary>
internal static class CitedSources
{
    /// <summary>The sources that figures cite, by tag, and those that these cite in turn.</summary>
    public static IReadOnlyList<Reference> Of(IEnumerable<HardwareFigure> figures) =>
        Of(figures.SelectMany(figure => (string[])[figure.Source, figure.Note]));

    /// <summary>The sources that texts cite, by tag, and those that these cite in turn.</summary>
    public static IReadOnlyList<Reference> Of(IEnumerable<string> texts)
    {
        var cited = new SortedDictionary<string, Reference>(StringComparer.Ordinal);
        var open = new Stack<string>(texts.SelectMany(References.TagsIn));
        while (open.TryPop(out var tag))
        {
            if (References.All.TryGetValue(tag, out var reference) && cited.TryAdd(tag, reference))
            {
                foreach (var next in References.TagsIn(reference.Where))
                {
                    open.Push(next);
                }
            }
        }

        return [.. cited.Values];
    }
}
