using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what became of jobs over several data centers, each as a whole.</summary>
internal static class SplitView
{
    /// <summary>The table; a dash stands for what is not known.</summary>
    /// <param name="split">What became of them.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(SplitSummary split, Func<string[], Table> table)
    {
        var rows = table(["Jobs over several data centers", "Completed", "Mean data centers", "Mean JCT", "First to last part"]);
        rows.AddRow(
            $"{split.Jobs:N0}",
            $"{split.Completed:N0}",
            split.MeanDataCenters is { } dataCenters ? $"{dataCenters:N2}" : "-",
            AmountText.Seconds(split.MeanJctSeconds),
            AmountText.Seconds(split.MeanSpreadSeconds));
        return rows;
    }

    /// <summary>The table of what it cost that parts start, stop and go on together.</summary>
    /// <param name="gangs">What it cost.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(GangSummary gangs, Func<string[], Table> table)
    {
        var rows = table(["Gangs over data centers: halts", "Lost to peers, chip-h", "Awaiting peers, chip-h"]);
        rows.AddRow($"{gangs.Halts:N0}", AmountText.ChipHours(gangs.LostChipSeconds), AmountText.ChipHours(gangs.AwaitingChipSeconds));
        return rows;
    }
}
