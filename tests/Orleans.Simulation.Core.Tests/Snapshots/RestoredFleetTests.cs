using System.Collections.Concurrent;
using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Tests.Fleets;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Snapshots;

/// <summary>Runs that are cut anywhere, amid failures of all kinds, go on as if nothing had happened.</summary>
public sealed class RestoredFleetTests
{
    private static readonly VirtualDuration Whole = VirtualDuration.FromHours(100_000);

    private static readonly ComponentCause Corruption = new("corruption", FailureDomain.Job, VirtualDuration.FromMinutes(10))
    {
        IsSilent = true,
        Detection = VirtualDuration.FromMinutes(3),
    };

    /// <summary>A PUE that goes up again and again, so that jobs stop for it.</summary>
    private static readonly RateSeries Swings =
        new(0, VirtualDuration.FromSeconds(61), [1_000_000, 1_900_000, 1_300_000], Repeats: true);

    private static readonly string[] Sights =
    [
        "barred part", "chip in an outage", "chips of several activities", "component that is down", "corrupt job", "empty batteries",
        "failed chip in an outage", "failed chip that is kept", "job stopped for power", "job that keeps chips", "on batteries",
        "power short", "ready part", "ready part that stopped for a peer", "recharging batteries", "shrunk job", "slow chips", "smoothed ramp", "under repair", "undetected",
        "waiting for a crew",
    ];

    [Fact]
    public void Run_CutAnywhere_SavesTheSameAgainAndEndsTheSame()
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var genCut = Gen.OneOf(Gen.Long[1, 2_400_000_000], Gen.Int[1, 80].Select(step => step * 30_000_000L));
        Gen.Select(RandomFleet.Any, genCut).Sample(
            (fleet, cut) =>
            {
                var plan = cut % 2 == 0 ? fleet.Plan : WithCorruption(fleet.Plan);
                var jobs = fleet.Jobs;
                if (cut % 3 == 0)
                {
                    (plan, jobs) = (WithLongRepairs(plan), [.. jobs.Select(Shrinking)]);
                }

                if (cut % 7 < 3)
                {
                    var gangs = (fleet with { Plan = plan, Jobs = jobs }).WithGangs((int)(cut % 4 * 30) + 1);
                    (plan, jobs) = (gangs.Plan, gangs.Jobs);
                }

                if (cut % 11 < 4)
                {
                    plan = plan.With([JobActivity.Loaded, JobActivity.Training, JobActivity.MemoryBound, JobActivity.ComputeBound]);
                }

                if (cut % 5 < 3)
                {
                    plan = WithLittlePower(plan, chips: (int)(cut % 7) * 3);
                }

                var run = new InProcessRun(plan, jobs, (_, _) => { });
                if (run.Advance(new(cut)) is not null)
                {
                    return;
                }

                var saved = run.Save();
                var bytes = Bytes(saved);
                foreach (var dataCenter in saved)
                {
                    Note(seen, dataCenter);
                }

                run.Restore([.. bytes.Select(Read)]);
                Assert.Equal(bytes, Bytes(run.Save()));
                var end = run.Advance(new VirtualTime(cut) + Whole)!.Value;
                InProcessFleet.Play(plan, jobs, Whole).MustEqual(run.Finish(end));
            },
            iter: 5000);
        Assert.Equal(Sights, seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen, each => Assert.True(each.Value >= 3, $"{each.Key} is seen {each.Value} times only"));
    }

    [Fact]
    public void DataCenter_DetectionWithoutItsFailure_IsAFault()
    {
        var (run, saved) = CutAt(30);
        Assert.Single(saved.DataCenter.Undetected);
        run.Restore([saved with { DataCenter = saved.DataCenter with { Undetected = [] } }]);

        AssertFault("failure 0 of site 4 is not open at 00:01:10", () => run.Advance(VirtualTime.FromSeconds(100)));
    }

    [Fact]
    public void DataCenter_RepairWithoutItsFailure_IsAFault()
    {
        var (run, saved) = CutAt(100);
        Assert.Single(saved.DataCenter.UnderRepair);
        run.Restore([saved with { DataCenter = saved.DataCenter with { UnderRepair = [] } }]);

        AssertFault("failure 0 of site 4 is not open at 00:08:30", () => run.Advance(VirtualTime.FromSeconds(1000)));
    }

    [Fact]
    public void Chip_OutInTheRackAlone_IsAFault()
    {
        var (run, saved) = CutAt(100);
        var chips = saved.Racks[0].Chips.ToArray();
        Assert.True(chips[0].IsOut);
        chips[0] = chips[0] with { IsOut = false };
        run.Restore([saved with { Racks = [saved.Racks[0] with { Chips = chips }] }]);

        AssertFault("cannot Restore", () => run.Advance(VirtualTime.FromSeconds(1000)));
    }

    [Fact]
    public void Component_RenewedThatHasNotFailed_IsAFault()
    {
        var rack = new InProcessRack(TestPlans.Rack(4, VirtualDuration.Zero) with
        {
            Components = [new("board", FailureDomain.Host, VirtualDuration.FromHours(1000))],
        });

        var time = VirtualTime.FromSeconds(5);
        AssertFault(
            "component 2 of rack 3 in site is renewed at 00:00:05 and has not failed",
            () => rack.Advance(new(3, [new(time, 0, 2, RackCommandKind.Renew, 0)], time)));
    }

    /// <summary>
    /// A run of four chips with an outage of two of them from 10 s to 510 s, noticed at 70 s, and what it says at an instant.
    /// </summary>
    private static (InProcessRun Run, SavedDataCenter Saved) CutAt(long seconds)
    {
        var plan = TestPlans.DataCenter(4, 4, 2);
        plan = plan with
        {
            Outages = [TestPlans.Outage(10, 500, host: 0)],
            OutageCauses = ["maintenance"],
            Failures = plan.Failures with { Detection = VirtualDuration.FromMinutes(1) },
        };
        var run = new InProcessRun(new([plan], VirtualTime.Never), [TestPlans.Job(0, 0, 4, 2000)], (_, _) => { });
        run.Advance(VirtualTime.FromSeconds(seconds));
        return (run, run.Save().Single());
    }

    /// <summary>The same fleet, whose jobs also work on corrupt data now and then.</summary>
    private static FleetPlan WithCorruption(FleetPlan plan) => plan with
    {
        DataCenters =
        [
            .. plan.DataCenters.Select(each => each with
            {
                Failures = each.Failures with { Components = [.. each.Failures.Components, Corruption] },
            }),
        ],
    };

    /// <summary>The same fleet, in which jobs keep chips for long, some of which fail and are not noticed for long.</summary>
    private static FleetPlan WithLongRepairs(FleetPlan plan) => plan with
    {
        DataCenters =
        [
            .. plan.DataCenters.Select(each => each with
            {
                Failures = each.Failures with
                {
                    Detection = VirtualDuration.FromMinutes(5),
                    Repair = VirtualDuration.FromMinutes(20),
                    MaxRestarts = 5,
                    Recovery = RecoveryMode.InPlace,
                    RecoveryPatience = null,
                },
            }),
        ],
    };

    /// <summary>
    /// The same fleet, whose jobs wait for power, and stop when the PUE rises where it does; in every third data center chips are slowed
    /// first.
    /// </summary>
    private static FleetPlan WithLittlePower(FleetPlan plan, int chips) => plan with
    {
        DataCenters =
        [
            .. plan.DataCenters.Select(each => each with
            {
                Chip = each.Chip with { LowSpeeds = [new(60, new(each.Chip.Idle + Watts.FromWatts(100)))] },
                Site = chips % 2 == 0 ? each.Site : each.Site with { Pue = Swings },
                Power = new()
                {
                    Provisioned = each.PowerBudget.Needs(chips, chips % 2 == 0 ? each.Site.Pue.Highest : Swings.Highest),
                    Control = (each.Index + chips) % 3 == 0 ? PowerControl.Cap : PowerControl.Shed,
                    RampLimit = Watts.FromWatts(100),
                    Smoothing = new() { Filler = true, StoragePower = Watts.FromWatts(300), StorageCapacity = new(5_000_000_000_000) },
                },
            }),
        ],
    };

    /// <summary>Every third job of several chips may shrink to one.</summary>
    private static JobArrival Shrinking(JobArrival job) =>
        job.Chips > 1 && job.Number % 3 == 0 ? job with { Shrink = new(1, 1) } : job;

    private static void Note(ConcurrentDictionary<string, int> seen, SavedDataCenter saved)
    {
        See("undetected", saved.DataCenter.Undetected.Count > 0);
        See("waiting for a crew", saved.DataCenter.WaitingForCrew.Count > 0);
        See("under repair", saved.DataCenter.UnderRepair.Count > 0);
        See("component that is down", saved.Racks.Any(rack => rack.Components.Any(component => component.FailsAt.IsNever)));
        See("chip in an outage", saved.Racks.Any(rack => rack.Chips.Any(chip => chip.IsOut)));
        See("failed chip in an outage", saved.Racks.Any(rack => rack.Chips.Any(chip => chip.IsOut && chip.IsFailed)));
        See("job that keeps chips", saved.DataCenter.Awaiting.Count > 0);
        See("barred part", saved.DataCenter.Barred.Count > 0);
        See("ready part", saved.DataCenter.Awaiting.Any(job => job.IsReady));
        See("ready part that stopped for a peer", saved.DataCenter.Awaiting.Any(job => job is { IsReady: true, Peers.Halts: > 0 }));
        See("failed chip that is kept", saved.DataCenter.Awaiting.Any(job => job.FailedChips > 0));
        See("shrunk job", saved.DataCenter.Running.Any(job => job.Chips.Sum(chips => chips.Count) < job.Arrival.Chips));
        See("power short", saved.DataCenter.Meter.Power.Unserved != default);
        See("job stopped for power", saved.DataCenter.Meter.Power.Account.Preemptions > 0);
        See("smoothed ramp", saved.DataCenter.Meter.Power.Smoothing is { } smoothing && smoothing.Account.Given > 0 && smoothing.Account.Burned > 0);
        See(
            "chips of several activities",
            saved.DataCenter.Meter.Chips is { MemoryBound: > 0 } chips && chips.Busy > chips.Loaded + chips.MemoryBound);
        See("slow chips", saved.DataCenter.Meter.Chips is { SpeedLevel: > 0, Busy: > 0 });
        var isOnBatteries = saved.DataCenter.Meter.Power.IsOnBatteries;
        See("on batteries", isOnBatteries);
        See("empty batteries", !isOnBatteries && saved.DataCenter.Batteries is { DipEnd: not null });
        See("recharging batteries", saved.DataCenter.Batteries is { DipEnd: null } batteries && batteries.Since > VirtualTime.Zero);
        See("corrupt job", saved.DataCenter.Running.Any(job => job.CorruptSince is not null));

        void See(string what, bool isSeen) => _ = isSeen ? seen.AddOrUpdate(what, 1, (_, count) => count + 1) : 0;
    }

    private static byte[][][] Bytes(IReadOnlyList<SavedDataCenter> saved) =>
        [.. saved.Select(each => (byte[][])[SnapshotJson.Write(each.DataCenter), .. each.Racks.Select(SnapshotJson.Write)])];

    private static SavedDataCenter Read(byte[][] bytes) => new(
        SnapshotJson.Read<DataCenterSnapshot>(bytes[0]),
        [.. bytes.Skip(1).Select(rack => SnapshotJson.Read<RackSnapshot>(rack))]);

    private static void AssertFault(string what, Action action) =>
        Assert.Contains(what, Assert.Throws<SimulationFaultException>(action).Message, StringComparison.Ordinal);
}
