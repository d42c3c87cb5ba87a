using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what was made of the ramps of data centers that smooth them.</summary>
internal static class SmoothingView
{
    /// <summary>Whether there is anything to show.</summary>
    public static bool HasFigures(RunSummary summary) => summary.DataCenters.Any(each => each.Power.Smoothing is not null);

    /// <summary>The table; a dash stands for what is not known.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var rows = table(["From the grid", "Rise MW", "Fall", "Outside", "Burned MWh", "Charged", "Discharged", "Extra", "USD", "kgCO2e"]);
        foreach (var each in summary.DataCenters)
        {
            if (each.Power.Smoothing is { } smoothing)
            {
                rows.AddRow([Markup.Escape(each.Name), .. Cells(smoothing)]);
            }
        }

        return rows;
    }

    private static string[] Cells(SmoothingSummary smoothing) =>
    [
        AmountText.Megawatts(smoothing.LargestRiseKilowatts), AmountText.Megawatts(smoothing.LargestFallKilowatts),
        AmountText.Seconds(smoothing.OutsideRampLimitSeconds), AmountText.Megawatts(smoothing.BurnedKilowattHours), AmountText.Megawatts(smoothing.ChargedKilowattHours),
        AmountText.Megawatts(smoothing.DischargedKilowattHours), AmountText.Megawatts(smoothing.ExtraKilowattHours), Maybe(smoothing.ElectricityUsd),
        Maybe(smoothing.LocationBasedKilograms),
    ];

    private static string Maybe(decimal? amount) => amount is { } known ? $"{known:N0}" : "-";
}
