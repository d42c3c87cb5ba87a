using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Playback;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>A progress bar in virtual time, on standard error so that the summary can be piped.</summary>
internal sealed class ProgressView
{
    private readonly ProgressTask _task;
    private readonly RunScale _scale;

    private ProgressView(ProgressTask task, RunScale scale) => (_task, _scale) = (task, scale);

    /// <summary>Shows a run while it is played.</summary>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="scale">How large the run is.</param>
    /// <param name="play">Plays it and reports.</param>
    public static Task<T> ShowAsync<T>(string scenario, ulong seed, RunScale scale, Func<ProgressView, Task<T>> play)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var dataCenters = scale.DataCenters == 1 ? "1 data center" : $"{scale.DataCenters} data centers";
        console.WriteLine($"{scenario}: {scale.Chips:N0} chips, {scale.Racks:N0} racks, {dataCenters}, seed {seed}");
        return console.Progress()
            .Columns(
                new SpinnerColumn(),
                new ElapsedTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("starting", maxValue: 1);
                var result = await play(new(task, scale));
                task.Value = 1;
                return result;
            });
    }

    /// <summary>Shows how far the run is.</summary>
    public void Show(PlaybackProgress progress)
    {
        _task.Description = Describe(progress);
        _task.Value = Fraction(progress);
    }

    /// <summary>Shows what keeps the run from going on.</summary>
    public void Show(string message) => _task.Description = Markup.Escape(message);

    /// <summary>Shows where a run on a cluster stands.</summary>
    public void Show(RunStatus status)
    {
        if (status.Message.Length > 0)
        {
            Show(status.Message);
        }
        else if (status.Progress is { } progress)
        {
            Show(progress);
        }
    }

    private static string Describe(PlaybackProgress progress) => progress.Phase switch
    {
        PlaybackPhase.Activating => "activating",
        PlaybackPhase.Saving => $"{progress.Now}  saving a checkpoint",
        PlaybackPhase.Settling => "settling accounts",
        _ => $"{progress.Now}  {progress.RunningJobs:N0} running, {progress.QueuedJobs:N0} queued, "
            + $"{progress.Failures:N0} failures, {progress.DownChips:N0} chips down",
    };

    private double Fraction(PlaybackProgress progress) => progress.Phase switch
    {
        PlaybackPhase.Activating => 0,
        PlaybackPhase.Settling => (double)progress.SettledChips / _scale.Chips,
        _ when !_scale.End.IsNever => progress.Now.Seconds / _scale.End.Seconds,
        _ => (double)progress.Ended / Math.Max(1, _scale.TraceJobs),
    };
}
