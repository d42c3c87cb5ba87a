using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what was made of the ramps of data centers that smooth them.</summary>
internal static class SmoothingView
{
    private const decimal KilowattsPerMegawatt = 1000;

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
        Megawatts(smoothing.LargestRiseKilowatts), Megawatts(smoothing.LargestFallKilowatts),
        $"{smoothing.OutsideRampLimitSeconds:N0} s", Megawatts(smoothing.BurnedKilowattHours), Megawatts(smoothing.ChargedKilowattHours),
        Megawatts(smoothing.DischargedKilowattHours), Megawatts(smoothing.ExtraKilowattHours), Maybe(smoothing.ElectricityUsd),
        Maybe(smoothing.LocationBasedKilograms),
    ];

    /// <summary>Kilowatts as megawatts, or kilowatt-hours as megawatt-hours.</summary>
    private static string Megawatts(decimal kilowatts) => $"{kilowatts / KilowattsPerMegawatt:N2}";

    private static string Maybe(decimal? amount) => amount is { } known ? $"{known:N0}" : "-";
}
