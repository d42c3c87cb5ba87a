using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Small runs drawn at random, with everything that can happen in one.</summary>
internal static class RandomRuns
{
    private static readonly Gen<DataCenterTopology> GenTopology = Gen.Select(
        Gen.OneOf((8, 4), (6, 3), (16, 8), (4, 4), (70, 10), (5, 1)),
        Gen.Int[1, 60],
        (rack, chips) => new DataCenterTopology(chips, rack.Item1, rack.Item2));

    private static readonly Gen<SchedulingPolicy> GenScheduling = Gen.Select(
        Gen.Enum<QueueOrder>(),
        Gen.Enum<PlacementPolicy>(),
        Gen.OneOf(0L, 1, 30_000_000, 47_000_001),
        (order, placement, interval) => new SchedulingPolicy(order, placement, new(interval)));

    private static readonly Gen<RunSpecification> GenPlain = Gen.Select(
        GenTopology.Array[1, 3],
        GenScheduling,
        Gen.Select(RandomFailures.Policies, RandomFailures.Outages.Array[3], RandomFailures.IdleRates.Array[3]),
        Gen.OneOf(300L, 2_000, 20_000),
        Gen.OneOf(0L, 1, 900, 2_500),
        Gen.Select(Gen.Long[8, 60], Gen.OneOf(0L, 20, 200), Gen.Int[1, 70].Array[1, 4], Gen.Bool, Gen.ULong),
        Gen.OneOf((0, 1), (1, 1), (500_000, 1), (300_000, 4)),
        (topologies, scheduling, failures, meanTimeToFailure, end, work, shrink) =>
        {
            var (gap, runTime, sizes, pinned, seed) = work;
            var (policy, outages, idleRates) = failures;
            var fleet = Plans.Fleet(topologies, scheduling, policy, Seconds(meanTimeToFailure), seed: seed);
            fleet = fleet with
            {
                DataCenters =
                [
                    .. fleet.DataCenters.Select(plan => WithOutages(plan, outages[plan.Index]) with
                    {
                        Chip = plan.Chip with { IdleRatePerMille = idleRates[plan.Index] },
                        Priorities = PrioritiesOf((int)(seed / 7 % 3)),
                        Speed = new([new(1, 900), new(2, 700 + (311 * plan.Index))]) { Peak = 2_000 },
                    }).Select(plan => EnergyPartsChecker.Behind(plan, (int)(seed / 5 % 4) + plan.Index))
                    .Select(plan => plan with { Power = PowerOf(plan, (int)(seed % 5)), Steps = seed % 3 == 0 ? [Step, null] : [] }),
                ],
            };
            fleet = end == 0 ? WithoutEnd(fleet) : fleet with { End = VirtualTime.FromSeconds(end) };
            var target = pinned ? topologies.Length - 1 : JobArrival.AnyDataCenter;
            var lastArrival = VirtualTime.FromSeconds(1_500);
            return Played.Specification(
                fleet,
                Workloads.Jobs(0, Seconds(gap), Seconds(runTime), lastArrival, sizes, seed: seed) with
                {
                    Shrink = shrink.Item1 == 0 ? null : new(shrink.Item1, shrink.Item2),
                },
                Workloads.Jobs(1, Seconds(100), Seconds(50), lastArrival, [2], target, seed)
                    .InFlops(700, mfu: (int)(seed % 2) * 433_333));
        });

    /// <summary>
    /// Fleets of one to three data centers with their jobs, which a broker with some policy shares out in half of the runs.
    /// </summary>
    public static readonly Gen<RunSpecification> Specifications = Gen.Select(
        GenPlain,
        Gen.Enum<BrokerPolicy>(),
        Gen.OneOf<int?>(null, 0, 60),
        Gen.OneOf<int?>(null, 300, 1_200),
        Gen.Bool,
        Gen.Bool,
        (plain, policy, maxWait, deadline, isChoosy, isBrokered) =>
            isBrokered ? BrokeredFleet.Of(plain, policy, maxWait, isChoosy, deadline) : plain);

    private static TrainingStep Step { get; } = new(new(700_000), 210_000, StepLow.Idle);

    /// <summary>Sources that are equally important, or either of them more than the other.</summary>
    private static int[] PrioritiesOf(int kind) => kind == 0 ? [] : [kind - 1, -1 + (2 * (kind % 2))];

    /// <summary>Power for all chips, or for some of them only.</summary>
    private static PowerPlan PowerOf(DataCenterPlan plan, int kind) => kind < 1 ? PowerPlan.Plain : new()
    {
        RampLimit = Watts.FromWatts(500),
        RangeLimit = kind == 2 ? Watts.FromWatts(700) : null,
        RateLimit = Watts.FromWatts(9_000),
        StepSmoothing = new() { Storage = 100_000 * kind, Efficiency = 910_000, Filler = 50_000 },
        Provisioned = plan.PowerBudget.Needs((plan.Topology.Chips * kind / 5) + 1, plan.Site.Pue.Highest),
        Control = kind == 3 ? PowerControl.Admit : PowerControl.Shed,
    };

    private static DataCenterPlan WithOutages(
        DataCenterPlan plan, IEnumerable<(int Start, int Duration, int First, int Count)> outages) =>
        plan with
        {
            Outages = RandomFailures.Plan(outages, plan.Topology),
            OutageCauses = ["maintenance"],

            // Some host of a rack is no spare.
            Failures = plan.Topology.ChipsPerRack > plan.Topology.ChipsPerHost
                ? plan.Failures
                : plan.Failures with { SpareHostsPerRack = 0 },
        };

    /// <summary>Runs that go on until all jobs are done, and get there: see <see cref="RandomFailures.Seldom"/>.</summary>
    private static FleetPlan WithoutEnd(FleetPlan fleet) => fleet with
    {
        DataCenters =
        [
            .. fleet.DataCenters.Select(plan => plan with
            {
                Chip = plan.Chip with { MeanTimeToFailure = Seconds(100_000) },
                Failures = RandomFailures.Seldom(plan.Failures),
            }),
        ],
    };

    private static VirtualDuration Seconds(long seconds) => VirtualDuration.FromSeconds(seconds);
}
