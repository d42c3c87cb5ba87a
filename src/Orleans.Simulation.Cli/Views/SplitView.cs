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
            Seconds(split.MeanJctSeconds),
            Seconds(split.MeanSpreadSeconds));
        return rows;
    }

    private static string Seconds(decimal? seconds) => seconds is { } known ? $"{known:N0} s" : "-";
}
