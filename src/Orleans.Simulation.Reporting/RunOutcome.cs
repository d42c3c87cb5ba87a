using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting;

/// <summary>How a run ended: what the recorder cannot know from the records.</summary>
/// <param name="Scenario">What was run.</param>
/// <param name="End">Simulated time at which it ended.</param>
/// <param name="Complete">Whether it got to its end, rather than being stopped before.</param>
/// <param name="Accounts">One account for each data center, in index order.</param>
/// <param name="Submitted">
/// Jobs delivered to each data center, in index order, counted at delivery: the recorder checks its own count against it.
/// </param>
public sealed record RunOutcome(
    ScenarioFacts Scenario,
    VirtualTime End,
    bool Complete,
    IReadOnlyList<DataCenterAccount> Accounts,
    IReadOnlyList<long> Submitted);

/// <summary>What identifies a run: equal facts give equal results.</summary>
/// <param name="Name">Name of the scenario.</param>
/// <param name="Hash">Fingerprint of the resolved scenario.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Version">Version of the simulator.</param>
public sealed record ScenarioFacts(string Name, string Hash, ulong Seed, string Version);
