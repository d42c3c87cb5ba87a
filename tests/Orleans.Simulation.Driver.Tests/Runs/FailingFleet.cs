using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Three data centers of 15 racks and 106 chips that fail all the time, with more jobs than they can do.</summary>
/// <remarks>
/// So does what they hang on, and so do jobs; crews are scarce, and part of a rack is out for maintenance. In the second data center
/// idle chips age at a quarter of the rate of busy ones, and jobs start again in place, for which each rack has a spare, or lose
/// patience; in the third idle chips do not age, and jobs wait in place for as long as it takes. Most jobs may shrink, and state
/// their FLOPs, for which each data center takes another time. Batteries bridge most of the utility's dips.
/// </remarks>
internal static class FailingFleet
{
    public static readonly RunSpecification Specification = Create(VirtualTime.FromSeconds(2_400));

    /// <summary>The same without an end: it goes on until all jobs are done.</summary>
    public static readonly RunSpecification UntilJobsAreDone = Create(VirtualTime.Never);

    private static RunSpecification Create(VirtualTime end)
    {
        var failures = new FailurePolicy(
            Enabled: true,
            Detection: VirtualDuration.FromSeconds(20),
            Repair: VirtualDuration.FromSeconds(180),
            Restart: VirtualDuration.FromSeconds(30),
            CheckpointInterval: VirtualDuration.FromSeconds(60),
            MaxRestarts: 3)
        {
            CheckpointWrite = VirtualDuration.FromSeconds(2),
            RepairDistribution = RepairDistribution.Exponential,
            ReturnTest = VirtualDuration.FromSeconds(5),
            RepairCrews = 6,
            LemonPartsPerMillion = 100_000,
            LemonFactor = 3,
            Components =
            [
                Component("board", FailureDomain.Host, 20_000) with { Shape = 0.8 },
                Component("switch", FailureDomain.Rack, 3_000) with { Shape = 3 },
                Component("cable", FailureDomain.Interconnect, 10_000) with { Hosts = 2 },
                Component("surge", FailureDomain.Burst, 1_200) with { Hosts = 3, Detection = VirtualDuration.Zero },
                Component("utility", FailureDomain.DataCenter, 2_500) with
                {
                    Repair = RepairTime.Constant(VirtualDuration.FromSeconds(60)),
                },
                Component("dips", FailureDomain.DataCenter, 300) with
                {
                    Repair = new(VirtualDuration.FromSeconds(20), RepairDistribution.LogNormal, Sigma: 1),
                    Batteries = new(VirtualDuration.FromSeconds(50), VirtualDuration.FromSeconds(600)),
                },
                Component("timeout", FailureDomain.Job, 2_000),

                // So often, and unnoticed for so long, that some job is corrupt at most checkpoints.
                Component("corruption", FailureDomain.Job, 300) with
                {
                    IsSilent = true,
                    Detection = VirtualDuration.FromSeconds(100),
                },
            ],
        };
        var fleet = Plans.Fleet(
            [new(38, 8, 4), new(40, 16, 8), new(28, 4, 4)],
            new SchedulingPolicy(QueueOrder.Fifo, PlacementPolicy.Racks, VirtualDuration.FromSeconds(5)),
            failures,
            VirtualDuration.FromSeconds(1_800),
            end,
            seed: 20);
        fleet = fleet with
        {
            DataCenters =
            [
                fleet.DataCenters[0] with
                {
                    Speed = new([new(1, 1_001), new(13, 997)]),
                    Outages = RandomFailures.Plan([(700, 200, 9, 5), (800, 200, 12, 8)], fleet.DataCenters[0].Topology),
                    OutageCauses = ["maintenance"],
                },
                InPlace(fleet.DataCenters[1], VirtualDuration.FromSeconds(60), spareHosts: 1, idleRatePerMille: 250) with
                {
                    Speed = new([new(1, 1_201)]),
                },
                InPlace(fleet.DataCenters[2], patience: null, spareHosts: 0, idleRatePerMille: 0) with
                {
                    Speed = new([new(1, 809)]),
                },
            ],
        };
        var lastArrival = VirtualTime.FromSeconds(2_000);
        return Played.Specification(
            fleet,
            Workloads.Jobs(0, new(20_000_000), new(150_000_000), lastArrival, [1, 4, 13, 24], seed: 20).InFlops(1_001) with
            {
                Shrink = new(500_000, 2),
            },
            Workloads.Jobs(1, new(60_000_000), new(90_000_000), lastArrival, [8, 50], dataCenter: 1, seed: 20));
    }

    private static DataCenterPlan InPlace(
        DataCenterPlan plan, VirtualDuration? patience, int spareHosts, int idleRatePerMille) => plan with
        {
            Chip = plan.Chip with { IdleRatePerMille = idleRatePerMille },
            Failures = plan.Failures with
            {
                Recovery = RecoveryMode.InPlace,
                RecoveryPatience = patience,
                SpareHostsPerRack = spareHosts,
            },
        };

    private static ComponentCause Component(string name, FailureDomain domain, long meanSeconds) =>
        new(name, domain, VirtualDuration.FromSeconds(meanSeconds));
}
