using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Validation;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Loading;

/// <summary>A valid scenario and where it came from.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Origin">Name of the preset or path of the file.</param>
/// <param name="BaseFolder">What its relative paths are relative to; empty: the working directory.</param>
/// <param name="TraceFormats">Names of the trace formats it was checked against.</param>
public sealed record LoadedScenario(
    Scenario Scenario,
    string Origin,
    string BaseFolder,
    IReadOnlyList<string> TraceFormats)
{
    /// <summary>Every value that its document gives or could give, for <see cref="Description.ScenarioDescription"/>.</summary>
    internal IReadOnlyList<BoundValue> Values { get; init; } = [];

    /// <summary>Provenance by the path that it covers.</summary>
    internal IReadOnlyList<(string Path, ProvenanceSpec Entry)> Provenance { get; init; } = [];

    /// <summary>Its document, where issues are found; null: it has none.</summary>
    internal ScenarioNode? Document { get; init; }

    /// <summary>
    /// The same scenario once it is known which of its traces have jobs that state their FLOPs: then chips must be able to compute
    /// them, and results rest on how fast that is.
    /// </summary>
    /// <param name="statesFlops">Tells that by the format and the path of a trace, which it may open.</param>
    /// <exception cref="InvalidInputException">Chips cannot compute what jobs state; carries every issue with its place.</exception>
    public LoadedScenario WithTraces(Func<string, string, bool> statesFlops)
    {
        ArgumentNullException.ThrowIfNull(statesFlops);
        var workload = Scenario.Workload;
        SourceSpec[] sources = [.. workload.Sources.Select(Look)];
        if (!sources.Any(source => source.Trace?.StatesFlops == true))
        {
            return this;
        }

        var scenario = Scenario with { Workload = workload with { Sources = sources } };
        var issues = ScenarioValidator.Validate(scenario, TraceFormats);
        return issues.Count == 0
            ? this with { Scenario = scenario }
            : throw new InvalidInputException(
                Document is { } root ? [.. issues.Select(issue => NodeLocator.Locate(root, issue))] : issues);

        SourceSpec Look(SourceSpec source) => source.Trace is { } trace
            ? source with
            {
                Trace = trace with { StatesFlops = statesFlops(trace.Format, SourceCompiler.FileOf(trace, workload, BaseFolder)) },
            }
            : source;
    }

    /// <summary>Resolves every value.</summary>
    public CompiledScenario Compile() => ScenarioCompiler.Compile(Scenario, BaseFolder, TraceFormats);
}
