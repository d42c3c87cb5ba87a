using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

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

    /// <summary>Resolves every value.</summary>
    public CompiledScenario Compile() => ScenarioCompiler.Compile(Scenario, BaseFolder, TraceFormats);
}
