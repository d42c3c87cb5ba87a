using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how the power of each data center moved.</summary>
internal static class PowerView
{
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

    private static string[] Cells(PowerSummary power) =>
    [
        AmountText.Megawatts(power.LowestFacilityKilowatts), AmountText.Megawatts(power.MeanFacilityKilowatts),
        AmountText.Megawatts(power.HighestFacilityKilowatts), AmountText.Megawatts(power.PossibleKilowatts), $"{power.RampIntervalSeconds:0.######} s",
        AmountText.Megawatts(power.LargestRiseKilowatts), AmountText.Megawatts(power.LargestFallKilowatts), AmountText.Megawatts(power.RampLimitKilowatts),
        AmountText.Seconds(power.OutsideRampLimitSeconds),
    ];
}
