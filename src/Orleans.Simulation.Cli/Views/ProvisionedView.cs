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
        var limited = summary.DataCenters.Where(each => each.Power.ProvisionedKilowatts is not null).ToList();
        var provisioned = ColumnUnit.Power(limited.Select(each => each.Power.ProvisionedKilowatts));
        var above = ColumnUnit.Energy(limited.Select(each => each.Power.AboveProvisionedKilowattHours));
        var unserved = ColumnUnit.Energy(limited.Select(each => each.Power.UnservedKilowattHours));
        var spared = ColumnUnit.Energy(limited.Select(each => each.Power.SparedKilowattHours));
        var rows = table(
        [
            "Power", provisioned.Heading("Provisioned"), "Oversubscribed", "Above", above.Heading("Above"), "Lacking", unserved.Heading("Unserved"),
            "Shed", "Shed chip-h", "Slowed", spared.Heading("Spared"),
        ]);
        foreach (var (name, power) in limited.Select(each => (each.Name, each.Power)))
        {
            rows.AddRow(
                Markup.Escape(name),
                provisioned.Text(power.ProvisionedKilowatts),
                $"{power.Oversubscription:0.00} x",
                AmountText.Seconds(power.AboveProvisionedSeconds),
                above.Text(power.AboveProvisionedKilowattHours),
                AmountText.Seconds(power.LimitedSeconds),
                unserved.Text(power.UnservedKilowattHours),
                $"{power.Preemptions:N0}",
                AmountText.ChipHours(power.PreemptedChipSeconds),
                AmountText.Seconds(power.SlowedSeconds),
                spared.Text(power.SparedKilowattHours));
        }

        return rows;
    }
}
