using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows hardware types.</summary>
internal static class CatalogView
{
    /// <summary>Most types side by side.</summary>
    public const int MaxCompared = 6;

    /// <summary>Shows all types, a line each.</summary>
    public static void ShowList(HardwareCatalog catalog)
    {
        var console = WideConsole.Create();
        var chips = WideConsole.NewTable("Chip", "What it is", "Peak", "Memory", "Idle", "Busy", "TDP", "MTTF", "Price", "Embodied");
        var racks = WideConsole.NewTable("Rack", "What it is", "Chip", "Chips a host", "Hosts", "Scale-up", "Host", "Network", "Rack");
        foreach (var entry in HardwareEntry.All(catalog))
        {
            if (entry.Chip is null)
            {
                chips.AddRow(
                    [
                        Markup.Escape(entry.Name), Markup.Escape(entry.Description), Cell(FirstOf(entry, "peak"), named: true),
                        Cell(entry, "memory"), Cell(entry, "idle"), Cell(entry, "busy"), Cell(entry, "tdp"),
                        Cell(entry, "meanTimeToFailure"), Cell(FirstOf(entry, "price"), named: true), Cell(LastOf(entry, "embodied")),
                    ]);
            }
            else
            {
                racks.AddRow(
                    [
                        Markup.Escape(entry.Name), Markup.Escape(entry.Description), Markup.Escape(entry.Chip),
                        Cell(entry, "chipsPerHost"), Cell(entry, "hostsPerRack"), Cell(entry, "scaleUpDomain"),
                        Cell(entry, "hostOverhead"), Cell(entry, "networkOverhead"), Cell(entry, "rackOverhead"),
                    ]);
            }
        }

        console.Write(chips);
        console.Write(racks);
        console.WriteLine(
            "Marks: [D] derived, [R+] general knowledge above 90 % sure, [R~] 60 to 90 %, [G] a guess; "
            + "none: measured or published.");
    }

    /// <summary>Shows every figure of a type, and of the racks of a chip, with the sources that they cite.</summary>
    public static void Show(HardwareEntry shown, HardwareCatalog catalog)
    {
        var console = WideConsole.Create();
        var entries = shown.WithRacks(catalog).ToList();
        foreach (var entry in entries)
        {
            console.WriteLine($"{entry.Name}: {entry.Description}{(entry.Chip is null ? string.Empty : $"; chip {entry.Chip}")}");
            console.Write(Figures(entry));
        }

        if (shown.Chip is null && entries.Count == 1)
        {
            console.WriteLine("No rack type holds it.");
        }

        ShowSources(console, CitedSources.Of(entries.SelectMany(entry => entry.Figures)));
    }

    /// <summary>Shows types side by side.</summary>
    public static void Compare(IReadOnlyList<HardwareEntry> entries)
    {
        var isPair = entries.Count == 2;
        var console = WideConsole.Create();
        string[] ratio = isPair ? [$"{entries[1].Name} / {entries[0].Name}"] : [];
        var table = WideConsole.NewTable(["Figure", "What it is", .. entries.Select(entry => entry.Name), .. ratio]);
        foreach (var key in Keys(entries))
        {
            var figures = entries.Select(entry => entry.Find(key)).ToList();
            string[] last = isPair ? [Ratio(figures[0], figures[1])] : [];
            table.AddRow(
                [
                    Markup.Escape(key), Markup.Escape(figures.OfType<HardwareFigure>().First().Meaning),
                    .. figures.Select(figure => Cell(figure)), .. last,
                ]);
        }

        console.Write(table);
        ShowSources(console, CitedSources.Of(entries.SelectMany(entry => entry.Figures)));
    }

    /// <summary>Shows sources, a line each.</summary>
    public static void ShowSources(IAnsiConsole console, IReadOnlyList<Reference> sources)
    {
        foreach (var source in sources)
        {
            console.WriteLine($"[{source.Tag}] {source.Where}{(source.IsWeak ? " (weak)" : string.Empty)}");
        }
    }

    /// <summary>The mark of a confidence that is not that of a published figure.</summary>
    public static string MarkOf(Confidence? confidence) => confidence switch
    {
        Confidence.Derived => "[D]",
        Confidence.Known => "[R+]",
        Confidence.Probable => "[R~]",
        Confidence.Assumed => "[G]",
        _ => string.Empty,
    };

    /// <summary>Where a figure comes from, and the sources of it that are weak.</summary>
    public static string SourceOf(string source, IReadOnlyList<string> weak) =>
        weak.Count == 0 ? source : $"{source}, weak: {string.Join(", ", weak)}";

    private static Table Figures(HardwareEntry entry)
    {
        var table = WideConsole.NewTable("Figure", "What it is", "Value", "Bounds", "Confidence", "Source", "Note");
        foreach (var figure in entry.Figures)
        {
            table.AddRow(
                Markup.Escape(figure.Key),
                Markup.Escape(figure.Meaning),
                Markup.Escape(figure.Text?.ToString() ?? HardwareFigure.NotPublished),
                Markup.Escape(figure.Text?.Bounds ?? string.Empty),
                figure.Confidence?.ToString().ToLowerInvariant() ?? string.Empty,
                Markup.Escape(SourceOf(figure.Source, figure.WeakSources)),
                Markup.Escape(figure.Note));
        }

        return table;
    }

    // Keys in the order in which the types show them: what only one of them has stands where that one has it.
    private static List<string> Keys(IReadOnlyList<HardwareEntry> entries)
    {
        var keys = new List<string>();
        foreach (var figures in entries.Select(entry => entry.Figures))
        {
            var after = -1;
            foreach (var key in figures.Select(figure => figure.Key))
            {
                var index = keys.IndexOf(key);
                if (index < 0)
                {
                    index = after + 1;
                    keys.Insert(index, key);
                }

                after = index;
            }
        }

        // That a type has no figure of a group at all is said by the gaps in the group.
        return [.. keys.Where(key => !keys.Exists(other => other.StartsWith($"{key}.", StringComparison.Ordinal)))];
    }

    private static string Ratio(HardwareFigure? first, HardwareFigure? second) =>
        first?.Measure is > 0 and { } below && second?.Measure is { } above ? $"{above / below:0.##}" : string.Empty;

    private static HardwareFigure? FirstOf(HardwareEntry entry, string group) =>
        entry.Figures.FirstOrDefault(figure => figure.Key.Split('.')[0] == group);

    // What counts of a group that goes from a part to the whole.
    private static HardwareFigure? LastOf(HardwareEntry entry, string group) =>
        entry.Figures.LastOrDefault(figure => figure.Key.Split('.')[0] == group);

    private static string Cell(HardwareEntry entry, string key) => Cell(entry.Find(key));

    private static string Cell(HardwareFigure? figure, bool named = false)
    {
        if (figure?.Text is null)
        {
            return HardwareFigure.NotPublished;
        }

        var kind = named && figure.Key.Split('.') is [_, var word] ? $" {word}" : string.Empty;
        return Markup.Escape($"{figure.Text}{kind} {MarkOf(figure.Confidence)}".TrimEnd());
    }
}
