using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>What is to be played.</summary>
/// <param name="Fleet">The fleet.</param>
/// <param name="Sources">Where its jobs come from.</param>
/// <param name="Scenario">What the results say they belong to.</param>
public sealed record RunSpecification(FleetPlan Fleet, IReadOnlyList<WorkloadSource> Sources, ScenarioFacts Scenario);
