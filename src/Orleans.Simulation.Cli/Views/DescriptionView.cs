using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Specs;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows a resolved scenario.</summary>
internal static class DescriptionView
{
    private const string Assumed = "*";

    /// <summary>Shows it, a line for each value.</summary>
    public static void Show(ScenarioDescription description)
    {
        var console = WideConsole.Create();
        console.WriteLine($"{description.Name}: {description.Text}");
        console.WriteLine($"scenario hash {description.Hash}, seed {description.Seed}");
        var fleet = WideConsole.NewTable("Data center", "Rack", "Chip", "Racks", "Chips", "PUE");
        foreach (var each in description.DataCenters)
        {
            fleet.AddRow(
                Markup.Escape(each.Name), Markup.Escape(each.Rack), Markup.Escape(each.Chip),
                $"{each.Racks:N0}", $"{each.Chips:N0}", each.Pue is { } pue ? $"{pue}" : "by weather");
        }

        console.Write(fleet);
        console.Write(Values(description.Values));
        var assumed = description.Values.Count(value => value.IsAssumed);
        console.WriteLine(
            $"{description.Values.Count} values. {assumed} of them, marked {Assumed}, are assumed and results rest on them: "
            + "guesses [G], what is known to 60 to 90 % [R~], and choices of this program.");
        var unsourced = description.Values.Count(value => value.LacksSource);
        console.WriteLine($"{unsourced} that results rest on are given without a source.");
        CatalogView.ShowSources(console, Cited(description));
        ErrorView.ShowNotes(description.Notes);
    }

    /// <summary>Writes it as JSON.</summary>
    public static void WriteJson(ScenarioDescription description) => Console.Out.Write(ResultJson.Write(new
    {
        description.Name,
        Description = description.Text,
        ScenarioHash = description.Hash,
        description.Seed,
        description.DataCenters,
        Values = description.Values.Select(value => new
        {
            value.Path,
            value.Value,
            value.Low,
            value.High,
            value.Default,
            Origin = value.Origin.ToString().ToLowerInvariant(),
            value.Place,
            Confidence = value.Confidence?.ToString().ToLowerInvariant(),
            value.Source,
            value.Note,
            value.WeakSources,
            value.DeterminesResults,
            Assumed = value.IsAssumed,
            value.LacksSource,
        }),
        Assumed = description.Values.Count(value => value.IsAssumed),
        LackSource = description.Values.Count(value => value.LacksSource),
        Sources = Cited(description).Select(source => new
        {
            source.Tag,
            source.Where,
            source.IsWeak,
        }),
        description.Notes,
    }));

    private static IReadOnlyList<Reference> Cited(ScenarioDescription description) =>
        CitedSources.Of(description.Values.SelectMany(value => (string[])[value.Source, value.Note]));

    private static Table Values(IReadOnlyList<DescribedValue> values)
    {
        var table = WideConsole.NewTable("Value of", Assumed, "Is", "Default", "From", "Confidence", "Source", "Note");
        var above = string.Empty;
        foreach (var value in values)
        {
            // What is said of a list is said once.
            var note = value.Note == above && above.Length > 0 ? "as above" : value.Note;
            above = value.Note;
            table.AddRow(
                Markup.Escape(value.Path),
                value.IsAssumed ? Assumed : string.Empty,
                Markup.Escape(WithBounds(value)),
                Markup.Escape(value.Default is null || value.Origin == ValueOrigin.Default ? string.Empty : value.Default),
                Markup.Escape(From(value)),
                value.Confidence?.ToString().ToLowerInvariant() ?? string.Empty,
                Markup.Escape(CatalogView.SourceOf(value.Source, value.WeakSources)),
                Markup.Escape(note));
        }

        return table;
    }

    private static string WithBounds(DescribedValue value)
    {
        var bounds = new FigureText(value.Value, string.Empty, value.Low, value.High).Bounds;
        return bounds.Length == 0 ? value.Value : $"{value.Value} ({bounds})";
    }

    private static string From(DescribedValue value) => value switch
    {
        { Origin: ValueOrigin.Given, Place: { } place } => place,
        _ => value.Origin.ToString().ToLowerInvariant(),
    };
}
