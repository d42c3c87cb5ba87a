using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Validation;
using Orleans.Simulation.Traces.Failures;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Series;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Driver.Runs;

/// <summary>A scenario with everything about it checked, traces among it, so that nothing is wrong once a run has begun.</summary>
/// <param name="Scenario">The scenario with every value resolved.</param>
/// <param name="TraceJobs">Jobs of all its traces.</param>
/// <param name="Notes">What the user should know, a sentence each; mostly empty.</param>
public sealed record PreparedRun(CompiledScenario Scenario, long TraceJobs, IReadOnlyList<string> Notes)
{
    /// <summary>Times since 1970 are a frequent surprise in traces: a year of an idle fleet is worth a note.</summary>
    private static readonly VirtualTime LateStart = VirtualTime.Zero + VirtualDuration.FromHours(365 * 24);

    /// <summary>Version of this build: runs of different versions are different runs.</summary>
    public static string Version { get; } = typeof(PreparedRun).Assembly.GetName().Version!.ToString(3);

    /// <summary>A loader that knows the trace formats of this build.</summary>
    public static ScenarioLoader NewLoader() =>
        new([TraceFormats.Automatic, .. TraceFormats.All.Select(format => format.Name)]);

    /// <summary>A scenario after a look at the headers of its traces: whether their jobs state their FLOPs.</summary>
    /// <exception cref="InvalidInputException">Chips cannot compute what jobs state; carries every issue with its place.</exception>
    public static LoadedScenario WithTraces(LoadedScenario loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return loaded.WithTraces(TraceFormats.StatesFlops);
    }

    /// <summary>Resolves a scenario and reads all its traces once.</summary>
    /// <param name="loaded">The scenario.</param>
    /// <param name="admit">Looks at the resolved scenario before any trace is opened; throws to refuse it.</param>
    /// <exception cref="InvalidInputException">Carries every issue of the scenario, or every issue of the traces.</exception>
    public static PreparedRun Of(LoadedScenario loaded, Action<CompiledScenario>? admit = null)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        admit?.Invoke(loaded.Compile());
        var scenario = WithTraces(loaded).Compile();
        var (issues, notes, jobs) = (new List<InputIssue>(), new List<string>(), 0L);
        foreach (var (index, each) in scenario.Sources.Index())
        {
            if (each is not TraceSource source)
            {
                continue;
            }

            var report = TraceValidation.Check(source);
            issues.AddRange(report.Issues);
            jobs += report.Overview?.Jobs ?? 0;
            var isGang = scenario.Plan.DataCenters[0].GangSources.Contains(index);
            var room = scenario.Plan.DataCenters
                .Where(dataCenter => source.DataCenter < 0 || dataCenter.Index == source.DataCenter)
                .Select(dataCenter => (long)dataCenter.LargestJobFor(dataCenter.Activities[index]) * source.Sites)
                .OrderDescending()
                .ElementAt(isGang ? source.Sites - 1 : 0);
            notes.AddRange(NotesOn(source, report.Overview, room));
        }

        if (scenario.FailureTrace is { } failures)
        {
            try
            {
                scenario = scenario with { Plan = OutagePlanning.Apply(scenario.Plan, failures) };
            }
            catch (InvalidInputException exception)
            {
                issues.AddRange(exception.Issues);
            }
        }

        if (scenario.Series.Count > 0)
        {
            try
            {
                var startsAt = scenario.Scenario.StartsAt!.Value;
                scenario = scenario with { Plan = SeriesPlanning.Apply(scenario.Plan, scenario.Series, startsAt) };
                issues.AddRange(PowerValidator.Validate(scenario.Scenario, scenario.Plan));
            }
            catch (InvalidInputException exception)
            {
                issues.AddRange(exception.Issues);
            }
        }

        return issues.Count == 0
            ? new(scenario, jobs, [.. scenario.Notes, .. notes])
            : throw new InvalidInputException(issues);
    }

    /// <summary>Orders the run.</summary>
    public RunOrder Order()
    {
        WorkloadSource[] sources = [.. Scenario.Sources.Select(InFull)];
        return new()
        {
            Specification = new(
                Scenario.Plan,
                sources,
                new(Scenario.Scenario.Name, Scenario.Hash, Scenario.Scenario.Seed, Version)),
            Results = new(
                Enum.Parse<Reporting.Tables.TableFormat>(Scenario.Scenario.Outputs.Tables.ToString()),
                Scenario.Scenario.Outputs.Chips)
            {
                Published =
                [
                    .. Scenario.Scenario.Published.Select(each =>
                        new PublishedFigure(each.Figure, each.Value, each.Low, each.High, Measured: null, each.Source)),
                ],
            },
            TraceJobs = TraceJobs,
            TraceHashes = RunOrder.HashTraces(sources),
        };
    }

    /// <summary>A source that is found from any working directory: a run may be resumed from another one.</summary>
    private static WorkloadSource InFull(WorkloadSource source) =>
        source is TraceSource trace ? trace with { File = Path.GetFullPath(trace.File) } : source;

    private static IEnumerable<string> NotesOn(TraceSource source, TraceOverview? overview, long room)
    {
        if (overview?.FirstSubmit > LateStart)
        {
            yield return $"{source.File}: its first job is submitted at {overview.FirstSubmit}, and the fleet idles until then; "
                + "a negative timeShift moves it to the start.";
        }

        if (overview?.LargestJob > room)
        {
            var inParts = source.Sites == 1 ? "jobs" : $"each of {source.Sites} parts of jobs";
            yield return $"{source.File}: its largest job needs {overview.LargestJob} chips and its data center can start {inParts} of up to {room}; "
                + "jobs that never fit are rejected and counted as failed.";
        }
    }
}
