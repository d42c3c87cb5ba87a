using System.Globalization;
using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what jobs computed; for each data center and in total.</summary>
internal static class ComputeView
{
    private const double Exa = 1e18;
    private const decimal SecondsPerHour = 3600;
    private const double Billion = 1e9;

    /// <summary>The table; a dash stands for what is not known.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var rows = table(
            ["Data center", "Jobs with FLOPs", "Chip-h", "Effective EFLOP", "PFLOP/s", "Lost EFLOP", "Tokens 10^9", "Tokens/s"]);
        foreach (var each in summary.DataCenters)
        {
            rows.AddRow([Markup.Escape(each.Name), .. Cells(each.Compute)]);
        }

        if (summary.DataCenters.Count > 1)
        {
            rows.AddRow(["total", .. Cells(summary.Compute)]);
        }

        return rows;
    }

    /// <summary>Says how many jobs are not in it.</summary>
    public static void ShowOtherJobs(IAnsiConsole console, ComputeSummary compute)
    {
        if (compute.OtherJobs > 0)
        {
            console.WriteLine(
                $"{compute.OtherJobs:N0} jobs state a run time: what they compute is not known and does not count here.");
        }
    }

    private static string[] Cells(ComputeSummary? compute) =>
    [
        $"{compute?.Jobs ?? 0:N0}",
        Number((double?)(compute?.ChipSeconds / SecondsPerHour), "N1"),
        Number((double?)compute?.EffectiveFlop / Exa, "N1"),
        Number((double?)compute?.EffectivePetaflopPerSecond, "N1"),
        Number((double?)compute?.LostFlop / Exa, "N1"),
        Number((double?)compute?.Tokens / Billion, "N1"),
        Number((double?)compute?.TokensPerSecond, "N0"),
    ];

    private static string Number(double? value, string format) =>
        value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : "-";
}
