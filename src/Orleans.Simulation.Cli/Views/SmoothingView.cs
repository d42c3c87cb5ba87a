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
        var smoothed = summary.DataCenters.Select(each => each.Power.Smoothing).OfType<SmoothingSummary>().ToList();
        var ramp = ColumnUnit.Power(smoothed.SelectMany(each => Ramps(each)));
        var energy = ColumnUnit.Energy(smoothed.SelectMany(each => Energies(each)));
        var rows = table(
        [
            "From the grid", ramp.Heading("Rise"), ramp.Heading("Fall"), "Outside", energy.Heading("Burned"), energy.Heading("Charged"),
            energy.Heading("Discharged"), energy.Heading("Extra"), "USD", "kgCO2e",
        ]);
        foreach (var each in summary.DataCenters)
        {
            if (each.Power.Smoothing is { } smoothing)
            {
                rows.AddRow(
                [
                    Markup.Escape(each.Name), .. Ramps(smoothing).Select(power => ramp.Text(power)),
                    AmountText.Seconds(smoothing.OutsideRampLimitSeconds), .. Energies(smoothing).Select(amount => energy.Text(amount)),
                    Maybe(smoothing.ElectricityUsd), Maybe(smoothing.LocationBasedKilograms),
                ]);
            }
        }

        return rows;
    }

    private static decimal?[] Ramps(SmoothingSummary smoothing) => [smoothing.LargestRiseKilowatts, smoothing.LargestFallKilowatts];

    private static decimal?[] Energies(SmoothingSummary smoothing) =>
        [smoothing.BurnedKilowattHours, smoothing.ChargedKilowattHours, smoothing.DischargedKilowattHours, smoothing.ExtraKilowattHours];

    private static string Maybe(decimal? amount) => amount is { } known ? $"{known:N0}" : "-";
}
