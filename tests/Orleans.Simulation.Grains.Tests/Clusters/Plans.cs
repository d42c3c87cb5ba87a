using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Grains.Tests.Clusters;

/// <summary>Small fleets.</summary>
public static class Plans
{
    public static readonly FailurePolicy NoFailures = new(
        Enabled: false,
        Detection: default,
        Repair: default,
        Restart: default,
        CheckpointInterval: default,
        FailurePolicy.NoLimit);

    public static readonly SchedulingPolicy FifoPool = new(QueueOrder.Fifo, PlacementPolicy.Pool, VirtualDuration.Zero);

    /// <summary>A fleet with a data center for each topology.</summary>
    /// <param name="topologies">How its data centers stand.</param>
    /// <param name="scheduling">How all of them schedule; null: FIFO on a pool.</param>
    /// <param name="failures">How chips of all of them fail; null: they do not.</param>
    /// <param name="meanTimeToFailure">Mean time to failure of every chip.</param>
    /// <param name="end">End of the run; null: when all jobs are done.</param>
    /// <param name="seed">Seed of the run.</param>
    public static FleetPlan Fleet(
        IReadOnlyList<DataCenterTopology> topologies,
        SchedulingPolicy? scheduling = null,
        FailurePolicy? failures = null,
        VirtualDuration meanTimeToFailure = default,
        VirtualTime? end = null,
        ulong seed = 1)
    {
        var chip = new ChipModel(
            "test-chip", new(90_001), new(700_003), new(120_007), meanTimeToFailure, [new("memory", 3), new("link", 1)]);
        var plans = new List<DataCenterPlan>();
        var firstChip = 0L;
        foreach (var (index, topology) in topologies.Index())
        {
            plans.Add(new(
                index,
                $"room-{index}",
                firstChip,
                topology,
                chip,
                HostOverhead: new(2_800_011),
                RackOverhead: new(3_400_013),
                Site: index == 0 ? SitePlan.WithPue(1_250_000) : ChangingSite(index),
                scheduling ?? FifoPool,
                failures ?? NoFailures,
                SampleInterval: VirtualDuration.FromSeconds(600),
                seed)
            {
                NetworkOverhead = new(1_700_017 * index),
            });
            firstChip += topology.Chips;
        }

        return new(plans, end ?? VirtualTime.Never);
    }

    /// <summary>A site whose PUE, carbon intensity and price change, each at instants of its own.</summary>
    /// <param name="index">Index of its data center.</param>
    public static SitePlan ChangingSite(int index) =>
        new(new(-50_000_000, new(130_000_000), [1_250_000 + index, 1_400_003, 1_100_000], Repeats: true))
        {
            Carbon = new(-7, new(300_000_001), [413_000_007, 90_000_000], Repeats: true),
            Price = new(0, new(61_000_000), [75_141_955, -4_522_410, 1_201_021_299, 60], Repeats: false),
        };

    /// <summary>Energy that a data center's hosts, network and racks draw besides its chips.</summary>
    public static Joules OverheadOf(DataCenterPlan plan, VirtualDuration duration)
    {
        var power = (plan.HostOverhead * plan.Topology.Hosts) + ((plan.NetworkOverhead + plan.RackOverhead) * plan.Topology.Racks);
        return power * duration;
    }
}
