using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>A scenario with every value resolved: what an engine runs.</summary>
/// <param name="Scenario">The scenario it was made from.</param>
/// <param name="Plan">The fleet.</param>
/// <param name="Sources">The workload sources in index order.</param>
/// <param name="Hash">SHA-256 of everything that determines results except the seed; see <see cref="ScenarioHash"/>.</param>
/// <param name="Notes">What the user should know about the resolution, a sentence each; mostly empty.</param>
public sealed record CompiledScenario(
    Scenario Scenario,
    FleetPlan Plan,
    IReadOnlyList<WorkloadSource> Sources,
    string Hash,
    IReadOnlyList<string> Notes)
{
    /// <summary>Path of the failure trace, which is not read yet. Default: null, none.</summary>
    public string? FailureTrace { get; init; }

    /// <summary>
    /// Files of carbon intensities, prices and weather, which are not read yet: in the plan their rates have no values. Default:
    /// none.
    /// </summary>
    public IReadOnlyList<RateSource> Series { get; init; } = [];

    /// <summary>Names of the data centers by index.</summary>
    public IReadOnlyList<string> DataCenterNames => [.. Plan.DataCenters.Select(dataCenter => dataCenter.Name)];

    /// <summary>Names of the chip types by index of the data center.</summary>
    public IReadOnlyList<string> ChipNames => [.. Plan.DataCenters.Select(dataCenter => dataCenter.Chip.Name)];

    /// <summary>Names of the workload sources by index.</summary>
    public IReadOnlyList<string> SourceNames => [.. Sources.Select(source => source.Name)];
}
