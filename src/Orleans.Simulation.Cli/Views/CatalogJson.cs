using System.Globalization;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Scenarios.Catalog;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Writes hardware types as JSON.</summary>
internal static class CatalogJson
{
    /// <summary>Writes all types.</summary>
    public static void Write(HardwareCatalog catalog) => Write(HardwareEntry.All(catalog));

    /// <summary>Writes a type, and the racks of a chip.</summary>
    public static void Write(HardwareEntry entry, HardwareCatalog catalog) => Write([.. entry.WithRacks(catalog)]);

    /// <summary>Writes types with the sources that they cite.</summary>
    public static void Write(IReadOnlyList<HardwareEntry> entries) => Console.Out.Write(ResultJson.Write(new
    {
        Types = entries.Select(entry => new
        {
            entry.Kind,
            entry.Name,
            entry.Description,
            entry.Chip,
            Figures = entry.Figures.Select(figure => new
            {
                figure.Key,
                figure.Meaning,
                Value = NumberOrText(figure.Text?.Value),
                figure.Text?.Unit,
                Low = NumberOrText(figure.Text?.Low),
                High = NumberOrText(figure.Text?.High),
                Confidence = figure.Confidence?.ToString().ToLowerInvariant(),
                figure.Source,
                figure.Note,
                figure.WeakSources,
                figure.DeterminesResults,
            }),
        }),
        Sources = CitedSources.Of(entries.SelectMany(entry => entry.Figures)).Select(reference => new
        {
            reference.Tag,
            reference.Where,
            reference.IsWeak,
        }),
    }));

    /// <summary>A number where a text is one.</summary>
    public static object? NumberOrText(string? text)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) ? number : text;
    }
}
