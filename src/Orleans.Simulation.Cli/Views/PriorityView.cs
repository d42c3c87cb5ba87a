using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what became of jobs by their priority, the highest first.</summary>
internal static class PriorityView
{
    private const int MostNames = 3;

    /// <summary>The table; a dash stands for what is not known.</summary>
    /// <param name="priorities">What became of them.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(IReadOnlyList<PrioritySummary> priorities, Func<string[], Table> table)
    {
        var rows = table(
            ["Priority", "Jobs", "Done", "Mean wait", "p99 wait", "Restarts", "Interruptions", "Lost chip-h", "Waiting again, chip-h", "Sources"]);
        foreach (var each in priorities)
        {
            rows.AddRow(
                $"{each.Priority}",
                $"{each.Jobs.Submitted:N0}",
                $"{each.Jobs.Completed:N0}",
                AmountText.Seconds(each.Jobs.MeanWaitSeconds),
                AmountText.Seconds(each.Jobs.P99WaitSeconds),
                $"{each.Jobs.Restarts:N0}",
                $"{each.Interruptions:N0}",
                AmountText.ChipHours(each.Jobs.LostChipSeconds),
                AmountText.ChipHours(each.WaitingChipSeconds),
                each.Sources.Count > MostNames ? $"{each.Sources.Count:N0} sources" : Markup.Escape(string.Join(", ", each.Sources)));
        }

        return rows;
    }
}
