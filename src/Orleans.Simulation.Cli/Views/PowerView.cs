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
        var powers = summary.DataCenters.Select(each => each.Power).ToList();
        var level = ColumnUnit.Power(powers.SelectMany(power => Levels(power)));
        var ramp = ColumnUnit.Power(powers.SelectMany(power => Ramps(power)));
        var rows = table(
        [
            "Power", level.Heading("Lowest"), level.Heading("Mean facility"), level.Heading("Highest"), level.Heading("Possible"), "Ramp",
            ramp.Heading("Rise"), ramp.Heading("Fall"), ramp.Heading("Limit"), "Outside",
        ]);
        foreach (var each in summary.DataCenters)
        {
            rows.AddRow(
            [
                Markup.Escape(each.Name), .. Levels(each.Power).Select(power => level.Text(power)), $"{each.Power.RampIntervalSeconds:0.######} s",
                .. Ramps(each.Power).Select(power => ramp.Text(power)), AmountText.Seconds(each.Power.OutsideRampLimitSeconds),
            ]);
        }

        return rows;
    }

    private static decimal?[] Levels(PowerSummary power) =>
        [power.LowestFacilityKilowatts, power.MeanFacilityKilowatts, power.HighestFacilityKilowatts, power.PossibleKilowatts];

    private static decimal?[] Ramps(PowerSummary power) =>
        [power.LargestRiseKilowatts, power.LargestFallKilowatts, power.RampLimitKilowatts];
}
