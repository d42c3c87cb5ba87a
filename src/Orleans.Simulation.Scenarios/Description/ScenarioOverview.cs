using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>A scenario in a line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it shows.</param>
/// <param name="Duration">How long it runs; null: until its last job is done.</param>
/// <param name="Chips">Chips of its fleet.</param>
/// <param name="ChipTypes">Types of these, without repetition.</param>
/// <param name="DataCenters">Names of its data centers.</param>
/// <param name="Fails">Whether anything fails in it.</param>
/// <param name="Traces">Trace files that it plays, as it names them.</param>
/// <param name="PublishedFigures">Figures of publications that it shows beside its own.</param>
public sealed record ScenarioOverview(
    string Name,
    string Text,
    VirtualDuration? Duration,
    long Chips,
    IReadOnlyList<string> ChipTypes,
    IReadOnlyList<string> DataCenters,
    bool Fails,
    IReadOnlyList<string> Traces,
    int PublishedFigures)
{
    /// <summary>Looks at a scenario.</summary>
    /// <param name="loaded">The scenario.</param>
    public static ScenarioOverview Of(LoadedScenario loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        var compiled = loaded.Compile();
        var scenario = loaded.Scenario;
        return new(
            scenario.Name,
            scenario.Description,
            scenario.Duration,
            compiled.Plan.Chips,
            [.. compiled.ChipNames.Distinct(StringComparer.Ordinal)],
            compiled.DataCenterNames,
            scenario.Failures.Enabled || scenario.Failures.Trace is not null,
            [.. compiled.Sources.OfType<TraceSource>().Select(trace => trace.File.Replace('\\', '/'))],
            scenario.Published.Count);
    }
}
