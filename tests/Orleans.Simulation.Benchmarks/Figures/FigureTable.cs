using Spectre.Console;

namespace Orleans.Simulation.Benchmarks.Figures;

/// <summary>Shows a report as a table, one group of rows a case.</summary>
internal static class FigureTable
{
    private const int RedirectedWidth = 160;
    private const double Giga = 1e9;

    /// <summary>Shows a report.</summary>
    public static void Show(BenchmarkReport report)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        var machine = report.Machine;
        console.WriteLine(
            $"{machine.Processors} processors, {machine.MemoryBytes / Giga:N0} GB, {machine.Os}, {machine.Runtime}, "
            + $"version {report.Version}{(report.Quick ? ", small fleets" : string.Empty)}");
        console.Write(TableOf(report));
    }

    private static Table TableOf(BenchmarkReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("Figure").AddColumn("Value", column => column.NoWrap().RightAligned()).AddColumn("Unit");
        if (!report.Quick)
        {
            table.AddColumn("Target").AddColumn("Against peer");
        }

        foreach (var group in report.Figures.GroupBy(figure => figure.Case))
        {
            AddRow(table, $"[bold]{Markup.Escape(group.Key)}[/]");
            foreach (var figure in group)
            {
                AddRow(
                    table,
                    $"  {Markup.Escape(figure.Name)}",
                    figure.Value is { } value ? Format(value) : "-",
                    Markup.Escape(figure.Unit),
                    Verdict(figure.Target),
                    Markup.Escape(string.Join('\n', figure.Peers.Select(peer => $"{Format(peer.Ratio)} x {peer.Name}"))));
            }
        }

        foreach (var failed in report.Failed)
        {
            AddRow(table, $"[bold red]{Markup.Escape(failed)}: failed, see above[/]");
        }

        return table;
    }

    /// <summary>Adds as many cells as the table has columns; missing ones stay empty.</summary>
    private static void AddRow(Table table, params string[] cells) =>
        table.AddRow([.. table.Columns.Select((_, column) => cells.ElementAtOrDefault(column) ?? string.Empty)]);

    private static string Verdict(TargetVerdict? verdict) => verdict switch
    {
        null => string.Empty,
        { Met: true } => $"{verdict.Target} [green]met[/]",
        _ => $"{verdict.Target} [bold red]MISSED[/]",
    };

    private static string Format(double value) => Math.Abs(value) switch
    {
        >= 100 => $"{value:N0}",
        var size when size == Math.Truncate(size) => $"{value:N0}",
        >= 0.1 => $"{value:N2}",
        _ => $"{value:G2}",
    };
}
