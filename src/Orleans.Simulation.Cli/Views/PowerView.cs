using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how the power of each data center moved.</summary>
internal static class PowerView
{
    private const decimal KilowattsPerMegawatt = 1000;

    /// <summary>The table; a dash stands for what there is not.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var rows = table(["Facility MW", "Lowest", "Mean", "Highest", "Possible", "Ramp", "Rise", "Fall", "Limit", "Outside"]);
        foreach (var each in summary.DataCenters)
        {
            rows.AddRow([Markup.Escape(each.Name), .. Cells(each.Power)]);
        }

        return rows;
    }

    /// <summary>Kilowatts as megawatts, or kilowatt-hours as megawatt-hours.</summary>
    public static string Megawatts(decimal? kilowatts) =>
        kilowatts is { } power ? $"{power / KilowattsPerMegawatt:N2}" : "-";

    /// <summary>A time.</summary>
    public static string Seconds(decimal? seconds) => seconds is { } time ? $"{time:N0} s" : "-";

    private static string[] Cells(PowerSummary power) =>
    [
        Megawatts(power.LowestFacilityKilowatts), Megawatts(power.MeanFacilityKilowatts),
        Megawatts(power.HighestFacilityKilowatts), Megawatts(power.PossibleKilowatts), $"{power.RampIntervalSeconds:0.######} s",
        Megawatts(power.LargestRiseKilowatts), Megawatts(power.LargestFallKilowatts), Megawatts(power.RampLimitKilowatts),
        Seconds(power.OutsideRampLimitSeconds),
    ];
}
