using CsCheck;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Failures of everything that can fail, drawn at random with what is done about them.</summary>
internal static class RandomFailures
{
    private static readonly Gen<FailurePolicy> GenChips = Gen.Select(
        Gen.Frequency((1, Gen.Const(false)), (3, Gen.Const(true))),
        Gen.OneOf(0L, 1, 15, 60),
        Gen.OneOf(0L, 200, 1_000),
        Gen.OneOf(0L, 7, 60),
        Gen.OneOf(0L, 40, 300),
        Gen.Int[0, 4],
        (enabled, detection, repair, restart, checkpoint, restarts) => new FailurePolicy(
            enabled, Seconds(detection), Seconds(repair), Seconds(restart), Seconds(checkpoint), restarts)
        {
            CheckpointWrite = Seconds(checkpoint / 8),
        });

    private static readonly Gen<ComponentCause> GenComponent = Gen.Select(
        Gen.Enum<FailureDomain>().Where(domain => domain != FailureDomain.Chip),
        Gen.Int[5, 90],
        Gen.OneOf(0.7, 1, 3),
        Gen.Int[1, 4],
        Gen.OneOf<long?>(null, 0, 29),
        Gen.OneOf<RepairTime?>(
            null,
            RepairTime.Constant(Seconds(90)),
            new(Seconds(60), RepairDistribution.Exponential, Sigma: 0),
            new(Seconds(60), RepairDistribution.LogNormal, Sigma: 0.9)),
        Gen.Bool,
        Gen.Bool,
        (domain, minutes, shape, hosts, detection, repair, isPerChip, isSilent) =>
            new ComponentCause($"cause-of-{domain}", domain, Seconds(60 * minutes))
            {
                Shape = shape,
                Hosts = hosts,
                Detection = detection is { } seconds ? Seconds(seconds) : null,
                Repair = repair,
                IsPerChip = isPerChip && domain == FailureDomain.Job,
                IsSilent = isSilent && domain == FailureDomain.Job,
            });

    private static readonly Gen<BatteryPlan?> GenBatteries = Gen.Select(
        Gen.OneOf(0L, 0, 0, 20, 60, 250),
        Gen.OneOf(30L, 900, 100_000),
        (rideThrough, recharge) => rideThrough == 0 ? null : new BatteryPlan(Seconds(rideThrough), Seconds(recharge)));

    private static readonly Gen<Func<FailurePolicy, FailurePolicy>> GenCheckpoints = Gen.Select(
        Gen.Enum<CheckpointRule>(),
        Gen.Bool,
        Gen.OneOf(0L, 3),
        Gen.OneOf(0L, 500),
        (rule, overlaps, write, bytes) => (Func<FailurePolicy, FailurePolicy>)(policy => policy with
        {
            CheckpointRule = rule,
            CheckpointsOverlap = overlaps,

            // Rules make intervals from what a write takes. Given intervals have theirs already, a part of them.
            CheckpointWrite = rule == CheckpointRule.Fixed ? policy.CheckpointWrite : Seconds(write),
            CheckpointBytes = rule == CheckpointRule.Fixed ? 0 : bytes,
            StorageBytesPerSecond = 1_000,
        }));

    /// <summary>What fails, and what is done about it.</summary>
    public static readonly Gen<FailurePolicy> Policies = Gen.Select(
        GenChips,
        Gen.Select(GenComponent.Array[0, 3], GenBatteries, WithBatteries),
        Gen.OneOf<int?>(null, 1, 2),
        Gen.Select(Gen.Enum<RepairDistribution>(), Gen.OneOf(0L, 13)),
        Gen.Select(Gen.OneOf(0, 0, 2), Gen.OneOf(0, 300_000)),
        GenCheckpoints,
        Gen.OneOf(0L, 700),
        Gen.Select(Gen.Enum<RecoveryMode>(), Gen.OneOf<long?>(null, null, 0, 40), Gen.OneOf(0, 0, 1)),
        (policy, components, crews, repair, hosts, checkpoints, restart, recovery) => checkpoints(policy) with
        {
            Recovery = recovery.Item1,
            RecoveryPatience = recovery.Item2 is { } patience ? Seconds(patience) : null,
            SpareHostsPerRack = recovery.Item3,
            Components = components,
            RepairCrews = crews,
            RepairDistribution = repair.Item1,
            RepairSigma = 1.2,
            ReturnTest = Seconds(repair.Item2),
            Spares = hosts.Item1,
            LemonPartsPerMillion = hosts.Item2,
            LemonFactor = 5,
            RestartPerThousandChips = Seconds(restart),
        });

    /// <summary>The first cause of the data center as a whole gets batteries.</summary>
    private static ComponentCause[] WithBatteries(ComponentCause[] components, BatteryPlan? batteries)
    {
        var first = Array.FindIndex(components, cause => cause.Domain == FailureDomain.DataCenter);
        return [.. components.Select((cause, index) => index == first ? cause with { Batteries = batteries } : cause)];
    }

    /// <summary>Rates at which idle chips age, in thousandths of that of busy ones.</summary>
    public static readonly Gen<int> IdleRates = Gen.OneOf(1000, 1000, 0, 3, 250, 999);

    /// <summary>Outages of some neighbouring chips: when they begin, how long they last, the first chip and how many.</summary>
    public static readonly Gen<(int Start, int Duration, int First, int Count)[]> Outages =
        Gen.Select(Gen.Int[0, 2_400], Gen.Int[1, 600], Gen.Int[0, 59], Gen.Int[1, 60]).Array[0, 3];

    /// <summary>
    /// The same, so seldom and so soon repaired that at times nothing is down. A job that needs all chips waits for such an
    /// instant; where it never comes, neither does the end of a run that waits for its jobs.
    /// </summary>
    public static FailurePolicy Seldom(FailurePolicy policy) => policy with
    {
        Repair = VirtualDuration.Min(policy.Repair, Seconds(200)),
        Components =
        [
            .. policy.Components.Select(cause => cause with
            {
                MeanTimeToFailure = cause.MeanTimeToFailure * 100,
                IsPerChip = false,
            }),
        ],
    };

    /// <summary>The planned outages of a data center, by start; one of those that begin at the same time.</summary>
    public static IReadOnlyList<PlannedOutage> Plan(
        IEnumerable<(int Start, int Duration, int First, int Count)> outages, DataCenterTopology topology) =>
        [.. outages.DistinctBy(outage => outage.Start).OrderBy(outage => outage.Start).Select(outage => Plan(outage, topology))];

    private static PlannedOutage Plan((int Start, int Duration, int First, int Count) outage, DataCenterTopology topology)
    {
        var first = outage.First % topology.Hosts;
        var hosts = new HostSeries(first, 1, Math.Min(outage.Count, topology.Hosts - first));
        return new(VirtualTime.FromSeconds(outage.Start), Seconds(outage.Duration), Cause: 0, hosts)
        {
            Chip = outage.Count % 3 == 0 ? outage.First % topology.Chips : null,
        };
    }

    private static VirtualDuration Seconds(long seconds) => VirtualDuration.FromSeconds(seconds);
}
