using System.Globalization;
using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what the postponement of jobs saved and cost; for each data center and in total.</summary>
internal static class ShiftView
{
    /// <summary>The table; a dash stands for what is not known.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="total">What holds for all data centers.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, ShiftSummary total, Func<string[], Table> table)
    {
        var rows = table(["Data center", "Shiftable", "Postponed", "Late", "Mean shift", "Saved CO2e t", "Saved USD"]);
        foreach (var each in summary.DataCenters)
        {
            rows.AddRow([Markup.Escape(each.Name), .. Cells(each.Shift!)]);
        }

        if (summary.DataCenters.Count > 1)
        {
            rows.AddRow(["total", .. Cells(total)]);
        }

        return rows;
    }

    private static string[] Cells(ShiftSummary shift) =>
    [
        $"{shift.Jobs:N0}", $"{shift.Postponed:N0}", $"{shift.Late:N0}",
        shift.MeanPostponedSeconds is { } mean ? $"{mean:N0} s" : "-",
        Number(shift.SavedLocationBasedKilograms / 1000, 3), Number(shift.SavedElectricityUsd, 2),
    ];

    private static string Number(decimal? value, int digits) =>
        value is { } known ? known.ToString($"N{digits}", CultureInfo.InvariantCulture) : "-";
}
