using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Brokers;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>A small fleet whose chips fail often, and what it gets to do.</summary>
internal sealed record RandomFleet(FleetPlan Plan, IReadOnlyList<JobArrival> Jobs)
{
    private const int MaxChips = 40;
    private const int SlowestSpeed = 101;

    private static readonly Gen<DataCenterTopology> Topologies = Gen.Select(
        Gen.OneOf((1, 1), (4, 2), (5, 5), (8, 8), (12, 4), (72, 12)),
        Gen.Int[1, MaxChips],
        (rack, chips) => new DataCenterTopology(chips, rack.Item1, rack.Item2));

    private static readonly Gen<SchedulingPolicy> Schedulers = Gen.Select(
        Gen.OneOf(QueueOrder.Fifo, QueueOrder.Sjf),
        Gen.OneOf(PlacementPolicy.Pool, PlacementPolicy.Nodes, PlacementPolicy.Racks, PlacementPolicy.Cubes, PlacementPolicy.Slices),
        Gen.OneOf(0, 7, 30),
        (order, placement, interval) => new SchedulingPolicy(order, placement, VirtualDuration.FromSeconds(interval)));

    private static readonly Gen<ComponentCause> Components = Gen.Select(
        Gen.OneOf([.. Enum.GetValues<FailureDomain>().Where(domain => domain != FailureDomain.Chip)]),
        Gen.Int[5, 90],
        Gen.OneOf(0.7, 1, 3),
        Gen.Select(Gen.Int[1, 4], Gen.OneOf(0, 137, 1000)),
        Gen.OneOf<int?>(null, 0, 29),
        Gen.OneOf<RepairTime?>(
            null,
            RepairTime.Constant(VirtualDuration.FromSeconds(90)),
            new(VirtualDuration.FromSeconds(60), RepairDistribution.Exponential, 0)),
        Gen.Bool,
        Gen.Bool,
        (domain, minutes, shape, hosts, detection, repair, isPerChip, isSilent) =>
            new ComponentCause($"{domain}", domain, VirtualDuration.FromMinutes(minutes))
            {
                Shape = shape,
                Hosts = hosts.Item1,
                PacePercent = domain == FailureDomain.Job ? 0 : hosts.Item2,
                Detection = detection is { } seconds ? VirtualDuration.FromSeconds(seconds) : null,
                Repair = repair,
                IsPerChip = isPerChip,
                IsSilent = isSilent && domain == FailureDomain.Job,
            });

    /// <summary>Batteries that bridge short repairs, most or none of them.</summary>
    private static readonly Gen<BatteryPlan?> Batteries = Gen.Select(
        Gen.OneOf(0, 0, 25, 60, 89, 90, 200),
        Gen.OneOf(40, 900, 100_000),
        (rideThrough, recharge) => rideThrough == 0
            ? null
            : new BatteryPlan(VirtualDuration.FromSeconds(rideThrough), VirtualDuration.FromSeconds(recharge)));

    private static readonly Gen<FailurePolicy> ChipFailures = Gen.Select(
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

    private static readonly Gen<FailurePolicy> Failures = Gen.Select(
        Gen.Select(
            ChipFailures,
            Components.Array[0, 3],
            Batteries,
            (policy, components, batteries) => policy with { Components = WithBatteries(components, batteries) }),
        Gen.OneOf<int?>(null, 1, 2),
        Gen.OneOf(RepairDistribution.Constant, RepairDistribution.Exponential, RepairDistribution.LogNormal),
        Gen.OneOf(0, 13),
        Gen.OneOf(0, 0, 2),
        Gen.Select(Gen.OneOf(0, 300_000), Gen.OneOf<int?>(null, null, 2)),
        Gen.Select(Gen.OneOf(CheckpointRule.Fixed, CheckpointRule.Young, CheckpointRule.Daly), Gen.Bool, Gen.Bool),
        Gen.Select(Gen.Enum<RecoveryMode>(), Gen.OneOf<int?>(null, null, 0, 20, 300), Gen.OneOf(0, 0, 1)),
        (policy, crews, distribution, test, spares, lemons, checkpoints, recovery) => policy with
        {
            Recovery = recovery.Item1,
            RecoveryPatience = recovery.Item2 is { } patience ? VirtualDuration.FromSeconds(patience) : null,
            SpareHostsPerRack = recovery.Item3,
            RepairCrews = crews,
            RepairDistribution = distribution,
            RepairSigma = 1.2,
            ReturnTest = VirtualDuration.FromSeconds(test),
            Spares = spares,
            LemonPartsPerMillion = lemons.Item1,
            LemonEviction = lemons.Item2 is { } evictAfter ? new(evictAfter, VirtualDuration.FromMinutes(20)) : null,
            LemonFactor = 5,
            CheckpointRule = checkpoints.Item1,
            CheckpointsOverlap = checkpoints.Item2,
            CheckpointWrite = VirtualDuration.Max(
                policy.CheckpointWrite, VirtualDuration.FromSeconds(checkpoints.Item1 == CheckpointRule.Fixed ? 0 : 1)),
            RestartPerThousandChips = VirtualDuration.FromSeconds(checkpoints.Item3 ? 700 : 0),
        });

    /// <summary>Up to thrice as fast as the slowest, and faster or slower from some size of jobs on.</summary>
    private static readonly Gen<EffectiveSpeed> Speeds = Gen.Select(
        Gen.Int[SlowestSpeed, 3 * SlowestSpeed],
        Gen.Int[2, MaxChips],
        Gen.Int[SlowestSpeed, 3 * SlowestSpeed],
        (small, chips, large) => new EffectiveSpeed([new(1, small), new(chips, large)]) { Peak = 4 * SlowestSpeed });

    private static readonly Gen<DataCenterPlan> DataCenters = Gen.Select(
        Topologies,
        Schedulers,
        Failures,
        Gen.Select(Gen.OneOf(61, 600, 3600), Gen.OneOf(1000, 1000, 0, 1, 137, 999), RandomSites.Any, Speeds, Gen.OneOf(0, 450_007)),
        Gen.Select(Gen.Int[0, 2400], Gen.Int[1, 600], Gen.Int[0, MaxChips], Gen.Int[1, MaxChips]).Array[0, 2],
        (topology, scheduling, failures, figures, outages) => TestPlans.DataCenter(1, 1, 1) with
        {
            Topology = topology,
            Site = figures.Item3,
            Speed = figures.Item4,
            NetworkOverhead = new(figures.Item5),
            Chip = TestPlans.Chip with { IdleRatePerMille = figures.Item2 },
            Scheduling = scheduling,

            // Some host of a rack is no spare.
            Failures = topology.ChipsPerRack > topology.ChipsPerHost ? failures : failures with { SpareHostsPerRack = 0 },
            SampleInterval = VirtualDuration.FromSeconds(figures.Item1),
            Outages = [.. outages.Select(outage => Outage(outage, topology)).OrderBy(outage => outage.Start)],
            OutageCauses = ["maintenance"],
        });

    private static readonly Gen<JobArrival> Arrivals = Gen.Select(
        Gen.Long[0, 1800],
        Gen.OneOf(Gen.Int[1, 4], Gen.Int[1, MaxChips + 2]),
        Gen.OneOf(Gen.Long[0, 60], Gen.Long[0, 900]),
        Gen.Int[-3, 2],
        Gen.Select(Gen.Bool, Gen.OneOf(0, 0, 10, 20, 35), Gen.OneOf(1, 1, 1, 2, 3, 8)),
        Gen.OneOf(0, 0, 1, 7, 1_000),
        Gen.Int[0, RandomBrokers.Sources - 1],
        (submit, chips, work, dataCenter, shrink, perToken, source) => TestPlans.Job(0, submit, chips, perToken > 0 ? 0 : work) with
        {
            Source = source,
            DataCenter = Math.Max(-1, dataCenter),
            Shrink = shrink.Item1 ? Shrink(chips, shrink.Item2, shrink.Item3) : null,
            Flops = perToken > 0 ? new((Int128)1_000_000 * SlowestSpeed * chips * work + perToken, perToken)
            {
                Mfu = work % 3 == 0 ? 300_000 + perToken : 0,
            } : null,
        });

    /// <summary>Fleets of one to three data centers, with a fixed end, or without one and then with rarer failures.</summary>
    public static Gen<RandomFleet> Any { get; } =
        Gen.Select(
            Gen.ULong,
            DataCenters.Array[1, 3],
            Arrivals.Array[0, 30],
            Gen.OneOf(0, 1, 999, 2400),
            Gen.Int[1, 20],
            RandomBrokers.Any,
            RandomPriorities.Any,
            Create);

    /// <summary>How far a job shrinks: to about a share of its chips, in steps; null: there is no such size.</summary>
    private static JobShrink? Shrink(int chips, int share, int step)
    {
        var least = ((chips * share / MaxChips / step) + 1) * step;
        return least < chips ? new(least, step) : null;
    }

    /// <summary>Every fourth job is split over two or three data centers, as far as it has chips for that.</summary>
    private static IEnumerable<JobArrival> Parts(JobArrival job)
    {
        var parts = Math.Min(job.Chips, (job.Submit.Microseconds / VirtualDuration.MicrosecondsPerSecond % 8) switch { 0 => 2, 1 => 3, _ => 1 });
        return parts < 2 ? [job] : Enumerable.Range(0, (int)parts).Select(index => new JobPart(index, (int)parts)).Select(part => job with
        {
            Part = part,
            Chips = part.Of(job.Chips),
            Shrink = job.Shrink is { } shrink && shrink.MinChips < part.Of(job.Chips) ? shrink : null,
        });
    }

    /// <summary>The first cause of the data center as a whole gets batteries; then it is never degraded.</summary>
    private static ComponentCause[] WithBatteries(ComponentCause[] components, BatteryPlan? batteries)
    {
        var first = Array.FindIndex(components, cause => cause.Domain == FailureDomain.DataCenter);
        return batteries is null
            ? components
            : [.. components.Select((cause, index) => index == first ? cause with { Batteries = batteries, PacePercent = 0 } : cause)];
    }

    /// <summary>Runs without a fixed end must get their jobs done, also one that needs all chips at once.</summary>
    private static FailurePolicy Rarer(FailurePolicy policy) => policy with
    {
        Components = [.. policy.Components.Select(cause => cause with { MeanTimeToFailure = cause.MeanTimeToFailure * 1000 })],
        RepairCrews = null,
        LemonFactor = 1,
        LemonEviction = null,
    };

    /// <summary>An outage of some neighbouring hosts, or of a chip.</summary>
    private static PlannedOutage Outage((int Start, int Duration, int First, int Count) outage, DataCenterTopology topology)
    {
        var first = outage.First % topology.Hosts;
        return new(
            VirtualTime.FromSeconds(outage.Start),
            VirtualDuration.FromSeconds(outage.Duration),
            Cause: 0,
            new(first, 1, Math.Min(outage.Count, topology.Hosts - first)))
        {
            Chip = outage.Count % 3 == 0 ? outage.First % topology.Chips : null,
        };
    }

    private static RandomFleet Create(
        ulong seed, DataCenterPlan[] dataCenters, JobArrival[] jobs, int end, int failureRarity, BrokerPlan broker, int[] priorities)
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
                Priorities = priorities,
                Chip = dataCenters[index].Chip with { MeanTimeToFailure = mean },
                Failures = end == 0 ? Rarer(dataCenters[index].Failures) : dataCenters[index].Failures,
            };
            firstChip += dataCenters[index].Topology.Chips;
        }

        var arrivals = jobs.OrderBy(job => job.Submit).SelectMany(Parts).Select((job, number) => job with
        {
            Number = number,
            DataCenter = Math.Min(job.DataCenter, dataCenters.Length - 1),
        });
        return new(
            new(dataCenters, end == 0 ? VirtualTime.Never : VirtualTime.FromSeconds(end))
            {
                Broker = broker.For(dataCenters.Length),
            },
            [.. arrivals]);
    }
}
