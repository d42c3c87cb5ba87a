using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Scenarios.Compilation;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>A progress bar in virtual time, on standard error so that the summary can be piped.</summary>
internal static class ProgressView
{
    /// <summary>Shows a run while it is played.</summary>
    /// <param name="scenario">What is played.</param>
    /// <param name="jobs">Jobs of its traces: the measure of progress for a run that ends with its last job.</param>
    /// <param name="play">Plays it and reports.</param>
    public static Task<RunResult> ShowAsync(
        CompiledScenario scenario, long jobs, Func<Action<PlaybackProgress>, Task<RunResult>> play)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var (plan, seed) = (scenario.Plan, scenario.Scenario.Seed);
        console.WriteLine(
            $"{scenario.Scenario.Name}: {plan.Chips:N0} chips, {plan.Racks:N0} racks, {plan.DataCenters.Count} {(plan.DataCenters.Count == 1 ? "data center" : "data centers")}, seed {seed}");
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
                    task.Value = Fraction(progress, scenario, jobs);
                });
                task.Value = 1;
                return result;
            });
    }

    private static double Fraction(PlaybackProgress progress, CompiledScenario scenario, long jobs) => progress.Phase switch
    {
        PlaybackPhase.Activating => 0,
        PlaybackPhase.Settling => (double)progress.SettledChips / scenario.Plan.Chips,
        _ when !scenario.Plan.End.IsNever => progress.Now.Seconds / scenario.Plan.End.Seconds,
        _ => (double)progress.Ended / Math.Max(1, jobs),
    };

    private static string Describe(PlaybackProgress progress) => progress.Phase switch
    {
        PlaybackPhase.Activating => "activating",
        PlaybackPhase.Settling => "settling accounts",
        _ => $"{progress.Now}  {progress.RunningJobs:N0} running, {progress.QueuedJobs:N0} queued, {progress.Failures:N0} failures",
    };
}
