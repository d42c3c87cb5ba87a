using System.Diagnostics;
using System.Text.Json;
using Orleans.Runtime;
using Orleans.Simulation.Cli.Commands;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Has a cluster play a run, follows it and fetches its results. The run goes on without this process.</summary>
internal static class ClusterRun
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long a cluster may not answer before this process gives up; the run goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The runs of a cluster.</summary>
    public static IRunsGrain RunsOf(SimulationClient client) => client.Grains.GetGrain<IRunsGrain>(0);

    /// <summary>Submits a scenario and follows it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="submission">The scenario.</param>
    /// <param name="folder">Where results go; null: a new folder.</param>
    /// <param name="interruption">Cancels the run.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> PlayAsync(
        ClusterName cluster, RunSubmission submission, string? folder, Interruption interruption)
    {
        if (folder is not null && ResultFolder.Check(folder) is { Count: > 0 } issues)
        {
            throw new InvalidInputException(issues);
        }

        await using var client = await cluster.ConnectAsync(interruption.Token);
        var reply = await RunsOf(client).Submit(submission);
        if (reply.Run is not { } run)
        {
            ErrorView.Show(reply.Issues);
            return ExitCode.BadInput;
        }

        ErrorView.ShowNotes(reply.Notes);
        ErrorView.Show(
            [$"Run {run} of cluster {cluster.ClusterId}; it goes on without this process: attach {run} follows it again."]);
        return await FollowAsync(client, run, folder, interruption);
    }

    /// <summary>Follows a run to its end and fetches its results.</summary>
    /// <exception cref="InvalidInputException">There is no such run.</exception>
    public static async Task<int> FollowAsync(SimulationClient client, int run, string? folder, Interruption interruption)
    {
        var first = await MustFindAsync(client, run);
        var last = await ProgressView.ShowAsync(
            first.Scenario, first.Seed, first.Scale, view => WaitForEndAsync(client, run, view, interruption));
        if (last.ResultHash is null)
        {
            ErrorView.Show([$"Run {run} has no results. It is {RunsView.Describe(last)}."]);
            return ExitCode.Of(last.State);
        }

        var results = await FetchAsync(client, last, folder ?? DefaultFolder(last));
        SummaryView.Show(
            new(Read<RunSummary>(results, ResultFolder.SummaryFile), Read<RunPerformance>(results, ResultFolder.PerformanceFile)),
            results);
        return ExitCode.Of(last.State);
    }

    /// <summary>The status of a run.</summary>
    /// <exception cref="InvalidInputException">There is no such run.</exception>
    public static async Task<RunStatus> MustFindAsync(SimulationClient client, int run) =>
        await RunsOf(client).Status(run)
        ?? throw new InvalidInputException([new("RUN", $"{run}", "a run of this cluster, see runs")]);

    private static async Task<RunStatus> WaitForEndAsync(
        SimulationClient client, int run, ProgressView view, Interruption interruption)
    {
        using var timer = new PeriodicTimer(Interval);
        var asked = RunStop.None;
        var sinceAnswer = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (interruption.Control.Stop != asked)
                {
                    await RunsOf(client).Stop(run, interruption.Control.Stop);
                    asked = interruption.Control.Stop;
                }

                var status = await MustFindAsync(client, run);
                sinceAnswer.Restart();
                view.Show(status);
                if (status.HasEnded)
                {
                    return status;
                }
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                // The silo that this process talks to may be gone; others take over.
                view.Show($"the cluster does not answer ({sinceAnswer.Elapsed.TotalSeconds:0} s)");
                if (sinceAnswer.Elapsed > Patience)
                {
                    throw new ClusterUnavailableException(
                        $"the cluster has not answered for {Patience.TotalMinutes:0} min; run {run} may go on, "
                        + $"attach {run} follows it again",
                        exception);
                }
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<string> FetchAsync(SimulationClient client, RunStatus status, string folder)
    {
        using var results = ResultFolder.Create(folder);
        foreach (var name in await RunsOf(client).Files(status.Run))
        {
            await using var file = File.Create(results.FileOf(Path.GetFileName(name)));
            for (var length = long.MaxValue; file.Position < length;)
            {
                var part = await RunsOf(client).Read(status.Run, name, file.Position);
                length = part.Length;
                await file.WriteAsync(part.Bytes);
            }
        }

        results.Commit(status.State == RunState.Done);
        return results.Path;
    }

    private static string DefaultFolder(RunStatus status) => ScenarioRunner.NewFolder(status.Scenario, status.Seed);

    private static T Read<T>(string folder, string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(folder, file)), ResultJson.Options)!;
}
