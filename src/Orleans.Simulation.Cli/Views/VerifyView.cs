using System.Globalization;
using Orleans.Simulation.Verification;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how the simulator compares with what is known.</summary>
internal static class VerifyView
{
    private const int RedirectedWidth = 200;

    /// <summary>Shows the rows, and how many missed.</summary>
    public static void Show(IReadOnlyList<CheckRow> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in (string[])["Check", "Case", "Reference", "Measured", "Interval", "Rule", "Verdict", "Source"])
        {
            table.AddColumn(column);
        }

        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Check),
                Markup.Escape(row.Case),
                Text(row.Reference),
                row.Measured is { } measured ? Text(measured) : "-",
                row is { Low: { } low, High: { } high } ? $"{Text(low)} to {Text(high)}" : row.Skipped is null ? "exact" : "-",
                Markup.Escape(row.Skipped ?? row.Tolerance),
                row.Skipped is not null ? "SKIPPED" : row.Passed ? "passed" : "[bold]MISSED[/]",
                Markup.Escape(row.Source));
        }

        console.Write(table);
        var skipped = rows.Count(row => row.Skipped is not null);
        console.WriteLine(
            $"{rows.Count(row => row.Passed)} passed, {rows.Count(row => row.Missed)} missed"
            + (skipped == 0 ? string.Empty : $", {skipped} skipped"));
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
