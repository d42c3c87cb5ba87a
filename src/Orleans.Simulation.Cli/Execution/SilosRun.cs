using System.Text.Json;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Plays the run of a folder on several silos of this machine, each a process, then shows what came out.</summary>
internal static class SilosRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Plays the run.</summary>
    /// <param name="folder">The folder of the run, which nobody holds.</param>
    /// <param name="order">What is in it.</param>
    /// <param name="silos">The silos.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> PlayAsync(string folder, RunOrder order, LocalSilos silos, Interruption interruption)
    {
        var place = new RunPlace(SingleRun.Number, folder);
        place.ForgetRequest();
        place.WriteStatus(RunStatus.Of(place.Number, order));
        place.Open();
        using var log = new RunLog(order.ResultFolder + RunLog.Extension);
        var scenario = order.Specification.Scenario;
        log.Started(scenario.Name, scenario.Hash, scenario.Seed, scenario.Version, $"orleans on {silos.Count} silos");
        RunStatus status;
        await using (var cluster = LocalCluster.Start(silos, folder, log))
        {
            status = await ProgressView.ShowAsync(
                scenario.Name, scenario.Seed, RunScale.Of(order), view => FollowAsync(place, cluster, view, interruption));
        }

        return Finish(place, order, status, log);
    }

    private static async Task<RunStatus> FollowAsync(
        RunPlace place, LocalCluster cluster, ProgressView view, Interruption interruption)
    {
        using var timer = new PeriodicTimer(Interval);
        var asked = RunStop.None;
        while (true)
        {
            if (interruption.Control.Stop != asked)
            {
                place.Request(asked = interruption.Control.Stop);
            }

            if (place.ReadStatus() is { } status)
            {
                view.Show(status);
                if (status.HasEnded)
                {
                    return status;
                }
            }

            if (cluster.GaveUp.IsCompleted)
            {
                await cluster.GaveUp;
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static int Finish(RunPlace place, RunOrder order, RunStatus status, RunLog log)
    {
        using var run = RunFolder.Open(place.Path);
        var hasResults = status.ResultHash is not null;
        if (hasResults)
        {
            log.Finished(status.ResultHash!, status.State == RunState.Done);
            var folder = ResultsOf(order, status);
            SummaryView.Show(
                new(
                    Read<RunSummary>(folder, ResultFolder.SummaryFile),
                    Read<RunPerformance>(folder, ResultFolder.PerformanceFile)),
                folder);
        }
        else
        {
            ErrorView.Show([status.Message]);
        }

        if (status.State == RunState.Done || run.Checkpoints.Numbers.Count == 0)
        {
            run.Delete();
        }
        else
        {
            ErrorView.Show([$"resume {order.ResultFolder} goes on from the last checkpoint."]);
        }

        return ExitCode.Of(status.State);
    }

    /// <summary>Incomplete results do not replace earlier ones: they may lie beside them.</summary>
    private static string ResultsOf(RunOrder order, RunStatus status)
    {
        var beside = order.ResultFolder + ResultFolder.Incomplete;
        return Directory.Exists(beside) && Read<RunSummary>(beside, ResultFolder.SummaryFile).ResultHash == status.ResultHash
            ? beside
            : order.ResultFolder!;
    }

    private static T Read<T>(string folder, string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(folder, file)), ResultJson.Options)!;
}
