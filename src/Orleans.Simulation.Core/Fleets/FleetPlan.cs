using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>Everything that determines what a fleet does, apart from the jobs it gets.</summary>
/// <param name="DataCenters">Its data centers in index order; at least one.</param>
/// <param name="End">
/// When the run ends (events at that instant still happen); <see cref="VirtualTime.Never"/>: when all jobs are done.
/// </param>
public sealed record FleetPlan(IReadOnlyList<DataCenterPlan> DataCenters, VirtualTime End)
{
    /// <summary>How jobs get to the data centers. Default: <see cref="BrokerPlan.Default"/>.</summary>
    public BrokerPlan Broker { get; init; } = BrokerPlan.Default;

    /// <summary>Chips in the fleet.</summary>
    public long Chips => DataCenters.Sum(dataCenter => (long)dataCenter.Topology.Chips);

    /// <summary>Racks in the fleet.</summary>
    public long Racks => DataCenters.Sum(dataCenter => (long)dataCenter.Topology.Racks);
}
