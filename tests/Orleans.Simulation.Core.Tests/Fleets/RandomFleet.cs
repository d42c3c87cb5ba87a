using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>A small fleet whose chips fail often, and what it gets to do.</summary>
internal sealed record RandomFleet(FleetPlan Plan, IReadOnlyList<JobArrival> Jobs)
{
    private const int MaxChips = 40;

    private static readonly Gen<DataCenterTopology> Topologies = Gen.Select(
        Gen.OneOf((1, 1), (4, 2), (5, 5), (8, 8), (12, 4), (72, 12)),
        Gen.Int[1, MaxChips],
        (rack, chips) => new DataCenterTopology(chips, rack.Item1, rack.Item2));

    private static readonly Gen<SchedulingPolicy> Schedulers = Gen.Select(
        Gen.OneOf(QueueOrder.Fifo, QueueOrder.Sjf),
        Gen.OneOf(PlacementPolicy.Pool, PlacementPolicy.Nodes, PlacementPolicy.Racks),
        Gen.OneOf(0, 7, 30),
        (order, placement, interval) => new SchedulingPolicy(order, placement, VirtualDuration.FromSeconds(interval)));

    private static readonly Gen<FailurePolicy> Failures = Gen.Select(
        Gen.OneOf(0, 1, 13, 60),
        Gen.OneOf(0, 30, 47, 600),
        Gen.OneOf(0, 5, 30),
        Gen.OneOf(0, 7, 60),
        Gen.OneOf(0, 1, 3),
        (detection, repair, restart, checkpoint, restarts) => new FailurePolicy(
            Enabled: true,
            VirtualDuration.FromSeconds(detection),
            VirtualDuration.FromSeconds(repair),
            VirtualDuration.FromSeconds(restart),
            VirtualDuration.FromSeconds(checkpoint),
            restarts)
        {
            CheckpointWrite = VirtualDuration.FromSeconds(checkpoint / 4),
        });

    private static readonly Gen<DataCenterPlan> DataCenters = Gen.Select(
        Topologies,
        Schedulers,
        Failures,
        Gen.OneOf(61, 600, 3600),
        (topology, scheduling, failures, sample) => TestPlans.DataCenter(1, 1, 1) with
        {
            Topology = topology,
            Scheduling = scheduling,
            Failures = failures,
            SampleInterval = VirtualDuration.FromSeconds(sample),
        });

    private static readonly Gen<JobArrival> Arrivals = Gen.Select(
        Gen.Long[0, 1800],
        Gen.OneOf(Gen.Int[1, 4], Gen.Int[1, MaxChips + 2]),
        Gen.OneOf(Gen.Long[0, 60], Gen.Long[0, 900]),
        Gen.Int[-3, 2],
        (submit, chips, work, dataCenter) => TestPlans.Job(0, submit, chips, work) with { DataCenter = Math.Max(-1, dataCenter) });

    /// <summary>Fleets of one to three data centers, with a fixed end, or without one and then with rarer failures.</summary>
    public static Gen<RandomFleet> Any { get; } =
        Gen.Select(Gen.ULong, DataCenters.Array[1, 3], Arrivals.Array[0, 30], Gen.OneOf(0, 1, 999, 2400), Gen.Int[1, 20], Create);

    private static RandomFleet Create(ulong seed, DataCenterPlan[] dataCenters, JobArrival[] jobs, int end, int failureRarity)
    {
        var mean = end == 0 ? VirtualDuration.FromHours(4 + failureRarity) : VirtualDuration.FromMinutes(6 * failureRarity);
        var firstChip = 0L;
        for (var index = 0; index < dataCenters.Length; index++)
        {
            dataCenters[index] = dataCenters[index] with
            {
                Index = index,
                Name = $"site-{index}",
                FirstChip = firstChip,
                Seed = seed,
                Chip = TestPlans.Chip with { MeanTimeToFailure = mean },
            };
            firstChip += dataCenters[index].Topology.Chips;
        }

        var arrivals = jobs.OrderBy(job => job.Submit).Select((job, number) => job with
        {
            Number = number,
            DataCenter = Math.Min(job.DataCenter, dataCenters.Length - 1),
        });
        return new(new(dataCenters, end == 0 ? VirtualTime.Never : VirtualTime.FromSeconds(end)), [.. arrivals]);
    }
}
