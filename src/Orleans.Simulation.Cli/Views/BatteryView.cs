using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how data centers with batteries came through dips.</summary>
internal static class BatteryView
{
    /// <summary>Whether there is anything to show.</summary>
    public static bool HasFigures(RunSummary summary) => summary.DataCenters.Any(each => each.Power.Batteries is not null);

    /// <summary>The table.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var drawn = ColumnUnit.Energy(summary.DataCenters.Select(each => each.Power.Batteries?.KilowattHours));
        var rows = table(["Batteries", "Dips", "Bridged", "Outages", "Time", drawn.Heading("Drawn")]);
        foreach (var each in summary.DataCenters)
        {
            if (each.Power.Batteries is { } batteries)
            {
                rows.AddRow(
                    Markup.Escape(each.Name),
                    $"{batteries.Dips:N0}",
                    $"{batteries.Bridged:N0}",
                    $"{batteries.Outages:N0}",
                    $"{batteries.Seconds:N1} s",
                    drawn.Text(batteries.KilowattHours, digits: 3));
            }
        }

        return rows;
    }
}
