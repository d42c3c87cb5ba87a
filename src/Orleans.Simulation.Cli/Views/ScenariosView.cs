using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Scenarios.Description;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows the built-in scenarios.</summary>
internal static class ScenariosView
{
    /// <summary>Shows them, a line each.</summary>
    public static void Show(IReadOnlyList<ScenarioOverview> scenarios)
    {
        var table = WideConsole.NewTable("Scenario", "Chips", "Chip", "Data centers", "Duration", "Failures", "What it shows");
        foreach (var scenario in scenarios)
        {
            table.AddRow(
                Markup.Escape(scenario.Name),
                $"{scenario.Chips:N0}",
                Markup.Escape(string.Join(", ", scenario.ChipTypes)),
                $"{scenario.DataCenters.Count}",
                scenario.Duration is { } duration ? $"{duration.Seconds / 86_400:0.##} d" : "its jobs",
                scenario.Fails ? "yes" : "no",
                Markup.Escape(scenario.Text));
        }

        WideConsole.Create().Write(table);
    }

    /// <summary>Writes them as JSON.</summary>
    public static void WriteJson(IReadOnlyList<ScenarioOverview> scenarios) =>
        Console.Out.Write(ResultJson.Write(scenarios.Select(scenario => new
        {
            scenario.Name,
            Description = scenario.Text,
            DurationSeconds = scenario.Duration?.Seconds,
            scenario.Chips,
            scenario.ChipTypes,
            scenario.DataCenters,
            Failures = scenario.Fails,
            scenario.Traces,
            scenario.PublishedFigures,
        })));
}
