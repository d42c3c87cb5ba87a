using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how data centers with batteries came through dips.</summary>
internal static class BatteryView
{
    private const decimal KilowattHoursPerMegawattHour = 1000;

    /// <summary>Whether there is anything to show.</summary>
    public static bool HasFigures(RunSummary summary) => summary.DataCenters.Any(each => each.Power.Batteries is not null);

    /// <summary>The table.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var rows = table(["Batteries", "Dips", "Bridged", "Outages", "Time", "MWh"]);
        foreach (var each in summary.DataCenters)
        {
            if (each.Power.Batteries is { } batteries)
            {
                rows.AddRow([Markup.Escape(each.Name), .. Cells(batteries)]);
            }
        }

        return rows;
    }

    private static string[] Cells(BatterySummary batteries) =>
    [
        $"{batteries.Dips:N0}", $"{batteries.Bridged:N0}", $"{batteries.Outages:N0}", $"{batteries.Seconds:N1} s",
        $"{batteries.KilowattHours / KilowattHoursPerMegawattHour:N3}",
    ];
}
