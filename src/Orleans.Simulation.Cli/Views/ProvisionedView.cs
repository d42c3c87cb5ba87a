using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what became of data centers for which only so much power is provisioned.</summary>
internal static class ProvisionedView
{
    /// <summary>Whether there is anything to show.</summary>
    public static bool HasFigures(RunSummary summary) =>
        summary.DataCenters.Any(each => each.Power.ProvisionedKilowatts is not null);

    /// <summary>The table, of the data centers whose power has a limit.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var rows = table(
        [
            "Provisioned", "MW", "Oversubscribed", "Above", "Above MWh", "Lacking", "Unserved MWh", "Shed", "Shed chip-h", "Slowed",
            "Spared MWh",
        ]);
        foreach (var each in summary.DataCenters.Where(each => each.Power.ProvisionedKilowatts is not null))
        {
            rows.AddRow([Markup.Escape(each.Name), .. Cells(each.Power)]);
        }

        return rows;
    }

    private static string[] Cells(PowerSummary power) =>
    [
        AmountText.Megawatts(power.ProvisionedKilowatts), $"{power.Oversubscription:0.00} x",
        AmountText.Seconds(power.AboveProvisionedSeconds), AmountText.Megawatts(power.AboveProvisionedKilowattHours),
        AmountText.Seconds(power.LimitedSeconds), AmountText.Megawatts(power.UnservedKilowattHours),
        $"{power.Preemptions:N0}", AmountText.ChipHours(power.PreemptedChipSeconds),
        AmountText.Seconds(power.SlowedSeconds), AmountText.Megawatts(power.SparedKilowattHours),
    ];
}
