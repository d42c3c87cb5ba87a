using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Plays one scenario from the command line: checks everything first, then plays, then shows what came out.</summary>
internal static class ScenarioRunner
{
    /// <summary>Times since 1970 are a frequent surprise in traces: a year of an idle fleet is worth a note.</summary>
    private static readonly VirtualTime LateStart = VirtualTime.Zero + VirtualDuration.FromHours(365 * 24);

    private static readonly string Version = typeof(SimulationRun).Assembly.GetName().Version!.ToString(3);

    /// <summary>A loader that knows the trace formats of this build.</summary>
    public static ScenarioLoader NewLoader() =>
        new([TraceFormats.Automatic, .. TraceFormats.All.Select(format => format.Name)]);

    /// <summary>Plays a scenario.</summary>
    /// <param name="load">Loads the scenario.</param>
    /// <param name="engine">Name of the engine.</param>
    /// <param name="folder">Where results go; null: a new folder.</param>
    /// <param name="ignoreMemory">Whether to start even what is estimated not to fit in memory.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Func<LoadedScenario> load, string engine, string? folder, bool ignoreMemory, CancellationToken interruption)
    {
        try
        {
            var (scenario, traces) = Check(load, folder);
            if (!ignoreMemory && MemoryEstimate.Objection(scenario.Plan, engine, AvailableMemory()) is { } objection)
            {
                ErrorView.Show([objection]);
                return ExitCode.Environment;
            }

            folder ??= DefaultFolder(scenario);
            using var results = ResultFolder.Create(folder);
            using var log = new RunLog(results.Path + RunLog.Extension);
            var result = await PlayAsync(scenario, traces, engine, results, log, interruption);
            SummaryView.Show(result, results.Path);
            return result.Summary.Complete ? ExitCode.Done : ExitCode.Interrupted;
        }
        catch (InvalidInputException exception)
        {
            ErrorView.Show(exception.Issues.Count == 0 ? [exception.Message] : exception.Issues.Select(issue => issue.ToString()));
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            ErrorView.Show(["Interrupted before the first window: there are no results."]);
            return ExitCode.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            ErrorView.Show([$"This machine does not let the run go on: {exception.Message}"]);
            return ExitCode.Environment;
        }
        catch (Exception exception)
        {
            ErrorView.Show([$"The run failed: {exception.Message}"]);
            return ExitCode.RunFailed;
        }
    }

    /// <summary>Checks scenario, traces and folder, so that all their issues are shown at once.</summary>
    private static (CompiledScenario Scenario, TraceFacts Traces) Check(Func<LoadedScenario> load, string? folder)
    {
        var issues = new List<InputIssue>();
        (CompiledScenario, TraceFacts)? input = null;
        try
        {
            var scenario = load().Compile();
            input = (scenario, CheckTraces(scenario));
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
        return issues.Count == 0 ? input!.Value : throw new InvalidInputException(issues);
    }

    /// <summary>Bytes of the machine, or as many as a container or a setting of .NET leaves to the heap.</summary>
    private static long AvailableMemory() =>
        // All there is, not what is free now: others may give theirs back, and only what cannot fit is refused.
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static async Task<RunResult> PlayAsync(
        CompiledScenario scenario,
        TraceFacts traces,
        string engineName,
        ResultFolder results,
        RunLog log,
        CancellationToken interruption)
    {
        var seed = scenario.Scenario.Seed;
        log.Started(scenario.Scenario.Name, scenario.Hash, seed, Version, engineName);
        ErrorView.ShowNotes([.. scenario.Notes, .. traces.Notes]);
        try
        {
            var facts = new ScenarioFacts(scenario.Scenario.Name, scenario.Hash, seed, Version);
            var specification = new RunSpecification(scenario.Plan, scenario.Sources, facts);
            using var recorder = new ResultRecorder(
                RunLabels.Of(scenario.Plan, scenario.Sources), results, OptionsOf(scenario));
            var result = await ProgressView.ShowAsync(scenario, traces.Jobs, async progress =>
            {
                var engine = await StartAsync(engineName, scenario, log, interruption);
                var run = new SimulationRun(specification, engine, recorder, PlaybackOptions.Default, progress);
                return await run.PlayAsync(interruption);
            });
            log.Finished(result.Summary.ResultHash, result.Summary.Complete);
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.Failed(exception);
            throw;
        }
    }

    private static async Task<ISimulationEngine> StartAsync(
        string engine, CompiledScenario scenario, RunLog log, CancellationToken interruption)
    {
        if (engine == EngineNames.Reference)
        {
            return new ReferenceEngine();
        }

        // The silo ends with the process: deactivating a million grains one by one would take longer than many runs.
        var silo = await SimulationSilo.StartAsync(log.AddTo, interruption);
        return new OrleansEngine(silo.Services, run: 1);
    }

    /// <summary>Reads all traces once, so that whatever is wrong with them is said before anything starts.</summary>
    private static TraceFacts CheckTraces(CompiledScenario scenario)
    {
        var largest = scenario.Plan.DataCenters.Max(dataCenter => dataCenter.Topology.Chips);
        var (issues, notes, jobs) = (new List<InputIssue>(), new List<string>(), 0L);
        foreach (var source in scenario.Sources.OfType<TraceSource>())
        {
            var report = TraceValidation.Check(source);
            issues.AddRange(report.Issues);
            var room = source.DataCenter < 0 ? largest : scenario.Plan.DataCenters[source.DataCenter].Topology.Chips;
            jobs += report.Overview?.Jobs ?? 0;
            if (report.Overview?.FirstSubmit > LateStart)
            {
                notes.Add(
                    $"{source.File}: its first job is submitted at {report.Overview.FirstSubmit}, and the fleet idles until then; "
                    + "a negative timeShift moves it to the start.");
            }

            if (report.Overview?.LargestJob > room)
            {
                notes.Add(
                    $"{source.File}: its largest job needs {report.Overview.LargestJob} chips and its data center has {room}; "
                    + "jobs that never fit are rejected and counted as failed.");
            }
        }

        return issues.Count == 0 ? new(jobs, notes) : throw new InvalidInputException(issues);
    }

    private static ResultOptions OptionsOf(CompiledScenario scenario)
    {
        var outputs = scenario.Scenario.Outputs;
        return new(Enum.Parse<Reporting.Tables.TableFormat>(outputs.Tables.ToString()), outputs.Chips);
    }

    /// <summary>A folder that no run has: several may start within a second, and each has its log from the start.</summary>
    private static string DefaultFolder(CompiledScenario scenario)
    {
        var first = Path.Combine(
            "results", $"{scenario.Scenario.Name}-seed{scenario.Scenario.Seed}-{DateTime.Now:yyyyMMdd-HHmmss}");
        var folder = first;
        for (var next = 2; Directory.Exists(folder) || File.Exists(folder + RunLog.Extension); next++)
        {
            folder = $"{first}-{next}";
        }

        return folder;
    }

    private sealed record TraceFacts(long Jobs, IReadOnlyList<string> Notes);
}
