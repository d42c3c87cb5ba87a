using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Driver.Telemetry;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Starts a new run from the command line: checks everything first, then plays.</summary>
internal static class ScenarioRunner
{
    /// <summary>Plays a scenario.</summary>
    /// <param name="load">Loads the scenario.</param>
    /// <param name="request">How and where it is played.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(Func<LoadedScenario> load, RunRequest request, Interruption interruption) =>
        Guarded.RunAsync(
            () => PlayAsync(Check(load, request.Folder), request, interruption), interruption.Token);

    /// <summary>Plays a run that has been checked.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="request">How and where it is played.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> PlayAsync(PreparedRun prepared, RunRequest request, Interruption interruption)
    {
        if (!request.IgnoresMemory
            && MemoryEstimate.Objection(prepared.Scenario.Plan, request.Engine, AvailableMemory()) is { } objection)
        {
            ErrorView.Show([objection]);
            return Task.FromResult(ExitCode.Environment);
        }

        ErrorView.ShowNotes(prepared.Notes);
        return request.Silos is { } silos
            ? PlayOnSilosAsync(prepared, request, silos, interruption)
            : PlayHereAsync(prepared, request, interruption);
    }

    private static async Task<int> PlayHereAsync(PreparedRun prepared, RunRequest request, Interruption interruption)
    {
        using var telemetry = request.Otlp is { } collector ? TelemetryExport.Start(collector) : null;
        var order = prepared.Order() with
        {
            Checkpoints = request.Checkpoints ?? CheckpointPolicy.OnDemand,
            Window = request.Window,
        };
        var results = ResultFolder.Create(request.Folder ?? DefaultFolder(prepared));
        try
        {
            var run = RunFolder.Create(results.Path + RunFolder.Extension, order);
            return await LocalRun.PlayAsync(run, results, request.Engine, interruption);
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    private static Task<int> PlayOnSilosAsync(PreparedRun prepared, RunRequest request, int silos, Interruption interruption)
    {
        var folder = ResultFolder.Resolve(request.Folder ?? DefaultFolder(prepared));
        var order = prepared.Order() with
        {
            Checkpoints = request.Checkpoints ?? CheckpointPolicy.OfClusters,
            Window = request.Window,
            ResultFolder = folder,
            SilosNeeded = silos,
            SiloPatience = request.SiloPatience,
        };
        var run = RunFolder.Create(folder + RunFolder.Extension, order);

        // The silo that drives the run holds it from now on.
        run.Dispose();
        return SilosRun.PlayAsync(run.Path, order, new(silos, request.Otlp), interruption);
    }

    /// <summary>Bytes of the machine, or as many as a container or a setting of .NET leaves to the heap.</summary>
    public static long AvailableMemory() =>
        // All there is, not what is free now: others may give theirs back, and only what cannot fit is refused.
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Checks scenario, traces and folder, so that all their issues are shown at once.</summary>
    /// <param name="load">Loads the scenario.</param>
    /// <param name="folder">Where results are to go; null: a new folder.</param>
    /// <exception cref="InvalidInputException">Carries every issue.</exception>
    public static PreparedRun Check(Func<LoadedScenario> load, string? folder)
    {
        var issues = new List<InputIssue>();
        PreparedRun? prepared = null;
        try
        {
            prepared = PreparedRun.Of(load());
        }
        catch (InvalidInputException exception)
        {
            issues.AddRange(exception.Issues);
        }

        issues.AddRange(folder switch
        {
            null => [],
            "" => [new("--out", "empty", "the path of a folder")],
            _ => ResultFolder.Check(folder),
        });
        return issues.Count == 0 ? prepared! : throw new InvalidInputException(issues);
    }

    /// <summary>A folder that no run has: several may start within a second, and each has its log from the start.</summary>
    public static string NewFolder(string scenario, ulong seed)
    {
        var first = Path.Combine("results", $"{scenario}-seed{seed}-{DateTime.Now:yyyyMMdd-HHmmss}");
        var folder = first;
        for (var next = 2; Directory.Exists(folder) || File.Exists(folder + RunLog.Extension); next++)
        {
            folder = $"{first}-{next}";
        }

        return folder;
    }

    private static string DefaultFolder(PreparedRun prepared) =>
        NewFolder(prepared.Scenario.Scenario.Name, prepared.Scenario.Scenario.Seed);
}
