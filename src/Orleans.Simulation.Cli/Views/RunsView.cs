using System.Globalization;
using Orleans.Simulation.Driver.Clusters;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what a cluster says of its runs.</summary>
internal static class RunsView
{
    private const int RedirectedWidth = 160;

    /// <summary>Shows runs, a line each.</summary>
    public static void Show(IReadOnlyList<RunStatus> runs)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in (string[])["Run", "Scenario", "Seed", "State", "Simulated", "Silos", "Epoch", "Updated"])
        {
            table.AddColumn(column, each => each.NoWrap());
        }

        foreach (var run in runs)
        {
            table.AddRow(
                Text(run.Run),
                Markup.Escape(run.Scenario),
                run.Seed.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(NameOf(run.State)),
                run.Progress?.Now.ToString() ?? "-",
                Text(run.Silos.Count),
                Text(run.Epoch),
                run.Updated.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        }

        NewConsole().Write(table);
    }

    /// <summary>Shows a run with all that is known of it.</summary>
    public static void Show(RunStatus run)
    {
        Line("run", $"{run.Run}: {run.Scenario}, seed {run.Seed}, {run.Scale.Chips:N0} chips");
        Line("state", Describe(run));
        if (run.Progress is { } progress)
        {
            Line("simulated", run.Scale.End.IsNever ? $"{progress.Now}" : $"{progress.Now} of {run.Scale.End}");
            Line("jobs", $"{progress.Submitted:N0} submitted, {progress.Ended:N0} ended");
            Line("failures", $"{progress.Failures:N0}");
        }

        Line("silos", run.Silos.Count == 0 ? "-" : $"{string.Join(", ", run.Silos)}; driven by {run.Driver}");
        Line("epoch", Text(run.Epoch));
        Line("updated", run.Updated.ToString("u", CultureInfo.InvariantCulture));
        if (run.ResultHash is { } hash)
        {
            Line("result hash", hash);
        }
    }

    /// <summary>The state of a run with what is said about it.</summary>
    public static string Describe(RunStatus run) =>
        run.Message.Length == 0 ? NameOf(run.State) : $"{NameOf(run.State)}: {run.Message}";

    private static void Line(string name, string value) => Console.Out.WriteLine($"{name,-12} {value}");

    private static string NameOf(RunState state) => state.ToString().ToLowerInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IAnsiConsole NewConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
