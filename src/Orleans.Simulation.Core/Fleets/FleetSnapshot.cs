using Orleans.Simulation.Core.Brokers;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>All that a fleet knows at a checkpoint, besides what its data centers know.</summary>
/// <param name="Broker">What decides where the next job goes.</param>
/// <param name="Submitted">Jobs handed to each data center since the start of the run.</param>
/// <param name="Gangs">Gangs over several data centers; null: the run has none.</param>
public sealed record FleetSnapshot(BrokerSnapshot Broker, IReadOnlyList<long> Submitted, GangsSnapshot? Gangs);
