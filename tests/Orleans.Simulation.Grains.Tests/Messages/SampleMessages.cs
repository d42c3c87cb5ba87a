using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Silos;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Grains.Tests.Messages;

/// <summary>One message of each type that grains exchange, with values that a careless format would lose.</summary>
internal static class SampleMessages
{
    /// <summary>2^100 and some: neither 64 bits nor a double hold it.</summary>
    private static readonly Int128 Large = (Int128.One << 100) + 12_345_678_901;

    /// <summary>A policy that leaves nothing at its default.</summary>
    private static readonly FailurePolicy Policy = new(
        Enabled: true, new(20_000_001), new(180_000_000), new(30_000_000), new(120_000_000), FailurePolicy.NoLimit)
    {
        CheckpointWrite = new(1),
        CheckpointBytes = long.MaxValue,
        StorageBytesPerSecond = 9_007_199_254_740_993,
        CheckpointsOverlap = true,
        CheckpointRule = CheckpointRule.Daly,
        RestartPerThousandChips = new(2),
        RepairDistribution = RepairDistribution.LogNormal,
        RepairSigma = 1.0 / 3,
        ReturnTest = new(3),
        RepairCrews = 4,
        Spares = 5,
        SpareHostsPerRack = 1,
        Recovery = RecoveryMode.InPlace,
        RecoveryPatience = new(9_007_199_254_740_993),
        LemonPartsPerMillion = 6,
        LemonFactor = 7,
        Components =
        [
            new("cable", FailureDomain.Interconnect, new(8)) { Hosts = 9 },
            new("board", FailureDomain.Host, new(long.MaxValue))
            {
                Shape = 2.0 / 3,
                Detection = new(10),
                Repair = new(new(11), RepairDistribution.Exponential, Sigma: 12),
            },
            new("timeout", FailureDomain.Job, new(13)) { IsPerChip = true, IsSilent = true },
            new("utility", FailureDomain.DataCenter, new(14)) { Batteries = new(new(15), new(9_007_199_254_740_993)) },
        ],
    };

    private static readonly FleetPlan Fleet = CreateFleet();

    private static readonly RackCommand[] Commands =
    [
        new(new(1), ulong.MaxValue, int.MaxValue, RackCommandKind.Start, 3) { Activity = JobActivity.ComputeBound },
        new(new(9_007_199_254_740_993), 1UL << 63, 0, RackCommandKind.Interrupt, 0),
        new(new(9_007_199_254_740_994), 1, FailureRecord.NoJob, RackCommandKind.Repair, 255),
        new(new(9_007_199_254_740_995), 2, FailureRecord.NoJob, RackCommandKind.Outage, 1),
        new(new(9_007_199_254_740_996), 3, FailureRecord.NoJob, RackCommandKind.Restore, 2),
        new(new(9_007_199_254_740_996), 5, 99, RackCommandKind.Speed, 2),
        new(new(9_007_199_254_740_997), 0, int.MaxValue - 1, RackCommandKind.Renew, 0),
    ];

    private static readonly RackReply Reply = new RackReply(VirtualTime.Never, [new(255, new(9_007_199_254_740_993), 1, 2)], 8)
    {
        Components = [new(3, new(9_007_199_254_740_993), 4)],
        IdleExposure = [5, long.MaxValue],
    };

    private static readonly RackAccount Account = new(
        7, Large, Large + 1, Large + 2, new(Large + 3), new(-Large), [Chip(0), Chip(255) with { Status = ChipStatus.Busy }]);

    private static readonly JobArrival Arrival = new(
        5, 2, long.MaxValue, "a \"job\", ü", JobArrival.AnyDataCenter, 1024, new(9_007_199_254_740_993), new(0))
    {
        Shrink = new(512, 64),
        Flops = new(Large + 8, 9_007_199_254_740_993) { Mfu = 430_001 },
        Postponed = new(9_007_199_254_740_995),
        Part = new(3, int.MaxValue),
    };

    private static readonly JobArrival WithRunTime = Arrival with { Number = 6, Shrink = null, Flops = null, Part = null };

    private static readonly JobRecord[] Jobs =
    [
        new(Arrival, 3, JobState.Completed, new(1), new(long.MaxValue - 1), 4, new(5), new(6), new(Large))
        {
            Interruptions = 5,
            Hung = new(7),
            Restarting = new(8),
            Checkpointing = new(9),
            Slowed = new(11),
            Requeued = new(10),
            Awaiting = new(12),
            Wasted = new(Large + 1),
            Site = new(Large + 4, -Large, 6),
            AtOnce = new(-Large, 7, Large + 9),
            Shrinks = 2,
            Partial = new(Large + 2, 1, 2, 3, Large + 3, 5, -Large),
            Peers = new(3, new(9_007_199_254_740_993), new(9_007_199_254_740_995)),
        },
        new(WithRunTime, 3, JobState.Queued, null, null, 0, default, default, default),
        new(Arrival with { Number = 7, Flops = new(1, 0) }, 3, JobState.Queued, null, null, 0, default, default, default),
    ];

    private static readonly FailureRecord[] Failures =
    [
        new(1, 2, 3, 1, new(5), new(6), new(7), 8, new(9), 10)
        {
            RepairStart = new(6),
            Chips = 64,
            JobsHit = 2,
            LostChipTime = Large,
        },
        new(1, 2, 3, 0, new(5), null, null, FailureRecord.NoJob, default, 0),
    ];

    private static readonly IntervalSample[] Intervals =
        [new(1, new(2), new(3), Large, Large + 1, Large + 2, Large + 3, Large + 4, new(Large + 5), new(-Large, Large + 6, 7))];

    private static readonly WindowHash[] Hashes = [new(1, new(3_600_000_000), ulong.MaxValue, [new(2, 1), new(7, 1UL << 63)])];

    private static readonly DataCenterLoad Load = new(1, 2, 3, 4);

    public static readonly IReadOnlyDictionary<Type, object> ByType = new Dictionary<Type, object>
    {
        [typeof(CallStamp)] = new CallStamp(65_535, 3, (1L << 62) + 1),
        [typeof(RunTopology)] = RunTopology.For(9, Fleet, ["silo-b", "silo-a", "silo-c"]),
        [typeof(FleetPlan)] = Fleet,
        [typeof(FleetWindow)] = new FleetWindow(VirtualTime.Never, [Arrival], IsLastArrival: true),
        [typeof(FleetReply)] = new FleetReply(
            new(77), Jobs, Failures, Intervals, Hashes, [Load], [0, long.MaxValue], new(1, 2, 3, long.MaxValue)),
        [typeof(DataCenterPlan)] = Fleet.DataCenters[1],
        [typeof(DataCenterWindow)] = new DataCenterWindow(
            VirtualTime.Never, [Arrival, WithRunTime, Arrival with { Number = 7 }], MayStop: true)
        {
            Directives =
            [
                new(new(9_007_199_254_740_993), int.MaxValue, GangDirectiveKind.Go, new(long.MaxValue), JobState.Queued),
                new(new(9_007_199_254_740_993), 7, GangDirectiveKind.Abort, default, JobState.Rejected),
            ],
        },
        [typeof(DataCenterReply)] = new DataCenterReply(null, Jobs, Failures, Intervals, Hashes, Load, 1, 2, long.MaxValue)
        {
            News = [GangNews.IsReady(int.MaxValue, new(long.MaxValue)), GangNews.Waits(7), GangNews.HasEnded(8, JobState.Failed)],
        },
        [typeof(DataCenterClosing)] = new DataCenterClosing(
            new(1, Large, Large + 1, Large + 2, Large + 3, Large + 4, new(Large + 5), new(Large + 6), new(Large + 7, 8, -Large), 12),
            Jobs,
            Failures,
            [],
            Hashes,
            13),
        [typeof(RackPlan)] = RackPlan.For(Fleet.DataCenters[1], 1),
        [typeof(RackBatch)] = new RackBatch(6, Commands, VirtualTime.Never),
        [typeof(RackBatches)] = new RackBatches(
            [new(6, Commands, VirtualTime.Never), new(7, [], new(1)), new(8, Commands[2..], new(9_007_199_254_740_993))], AtOnce: 16),
        [typeof(RackReply)] = Reply,
        [typeof(RackReplies)] = new RackReplies([Reply, new(new(3), [], 0), Reply with { IdleExposure = [], ChipCalls = 9 }]),
        [typeof(RackAccount)] = Account,
        [typeof(IReadOnlyList<RackAccount>)] = new[] { Account, Account with { Rack = 8, Chips = [] } },
        [typeof(ChipBatch)] = new ChipBatch(new(7, 2, 3), new(Commands.AsMemory(1), new[] { 0, 1 }), VirtualTime.Never),
        [typeof(ChipReply)] = new ChipReply(VirtualTime.Never, new(long.MaxValue - 1), 1, int.MaxValue)
        {
            Exposure = new(new(9_007_199_254_740_993), long.MaxValue),
        },
        [typeof(ChipAccount)] = Chip(17),
        [typeof(VirtualTime)] = VirtualTime.Never,
        [typeof(ChipSnapshot)] = Saved(17),
        [typeof(SavedRack)] = new SavedRack(
            new(
                6,
                VirtualTime.Never,
                new(new(5), 1, 2, 3, Large, Large + 1, Large + 2, new(Large + 3), 4, 5, 6, 7),
                new(Large),
                [new(new(5), 6), new(VirtualTime.Never, int.MaxValue)],
                [Saved(0)]),
            [1, 0, 255]),
        [typeof(SiloFacts)] = new SiloFacts("1.2.3", long.MaxValue),
        [typeof(byte[])] = new byte[] { 0, 128, 255 },
        [typeof(IReadOnlyList<byte[]>)] = new byte[][] { [1, 2], [] },
    };

    private static FleetPlan CreateFleet()
    {
        var fleet = Plans.Fleet(
            [new(40, 16, 8), new(int.MaxValue, 256, 4)],
            failures: Policy,
            meanTimeToFailure: new(long.MaxValue),
            seed: ulong.MaxValue - 1);
        return fleet with
        {
            DataCenters =
            [
                .. fleet.DataCenters.Select(plan => plan with
                {
                    Chip = plan.Chip with { Shape = 4.0 / 3, IdleRatePerMille = 7 },
                    Outages =
                    [
                        new(new(1), new(2), 1, new(3, 7, 12)),
                        new(VirtualTime.Never, new(long.MaxValue), 0, default) { Chip = int.MaxValue },
                    ],
                    OutageCauses = ["maintenance", "trace, ü"],
                    Speed = new([new(1, long.MaxValue), new(int.MaxValue, 1)]),
                }),
            ],
        };
    }

    private static ChipSnapshot Saved(int slot) => new(
        slot,
        VirtualTime.Never,
        new(long.MaxValue),
        999,
        new(1),
        new(2),
        new(3),
        4,
        ChipSnapshot.NoJob,
        uint.MaxValue,
        IsFailed: true,
        IsOut: true,
        SpeedLevel: 255,
        JobActivity.MemoryBound,
        new(Large));

    private static ChipAccount Chip(int slot) => new(
        slot, ChipStatus.Failed, new(long.MaxValue), new(1), new(9_007_199_254_740_993), new(Large), 3, long.MaxValue)
    {
        ExposureLeft = -5,
    };
}
