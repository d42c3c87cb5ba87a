using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>A progress bar in virtual time, on standard error so that the summary can be piped.</summary>
internal static class ProgressView
{
    /// <summary>Shows a run while it is played.</summary>
    /// <param name="order">What is played.</param>
    /// <param name="play">Plays it and reports.</param>
    public static Task<RunResult?> ShowAsync(RunOrder order, Func<Action<PlaybackProgress>, Task<RunResult?>> play)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var (plan, scenario) = (order.Specification.Fleet, order.Specification.Scenario);
        console.WriteLine(
            $"{scenario.Name}: {plan.Chips:N0} chips, {plan.Racks:N0} racks, {plan.DataCenters.Count} {(plan.DataCenters.Count == 1 ? "data center" : "data centers")}, seed {scenario.Seed}");
        return console.Progress()
            .Columns(
                new SpinnerColumn(),
                new ElapsedTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("activating", maxValue: 1);
                var result = await play(progress =>
                {
                    task.Description = Describe(progress);
                    task.Value = Fraction(progress, order);
                });
                task.Value = 1;
                return result;
            });
    }

    private static double Fraction(PlaybackProgress progress, RunOrder order) => progress.Phase switch
    {
        PlaybackPhase.Activating => 0,
        PlaybackPhase.Settling => (double)progress.SettledChips / order.Specification.Fleet.Chips,
        _ when !order.Specification.Fleet.End.IsNever => progress.Now.Seconds / order.Specification.Fleet.End.Seconds,
        _ => (double)progress.Ended / Math.Max(1, order.TraceJobs),
    };

    private static string Describe(PlaybackProgress progress) => progress.Phase switch
    {
        PlaybackPhase.Activating => "activating",
        PlaybackPhase.Saving => $"{progress.Now}  saving a checkpoint",
        PlaybackPhase.Settling => "settling accounts",
        _ => $"{progress.Now}  {progress.RunningJobs:N0} running, {progress.QueuedJobs:N0} queued, {progress.Failures:N0} failures",
    };
}
