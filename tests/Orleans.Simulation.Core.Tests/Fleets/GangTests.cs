using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Gangs over two sites, with news once a minute; schedules are worked out by hand.</summary>
public sealed class GangTests
{
    private const int OfGangs = 1;
    private const int OfImportantGangs = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(77)]
    [InlineData(100_000)]
    public void Gang_OfWhichAPartFails_StopsAndGoesOnTogether(long window)
    {
        // Two of four chips of the first site are out from 500 s to 700 s. The parts have their chips at 60 s, when they are admitted,
        // and go at 120 s. The first one stops at 500 s, with 300 s saved, and has four chips again at 700 s; the second one
        // hears of it at 540 s, with 400 s saved. Both go on at 720 s from 300 s, and need 30 s before.
        var run = Play(window, VirtualTime.Never, [Site(4, TestPlans.Outage(500, 200, host: 0)), Site(4)], Gang(0, 0, 1000, 4, 4));

        Assert.Equal([(60L, 1450L), (60L, 1450L)], run.Schedule);
        var (first, second) = (run.Job(0), run.Job(1));
        Assert.Equal((1, 1, Seconds(80), Seconds(200)), (first.Interruptions, first.Restarts, first.Lost, first.Requeued));
        Assert.Equal((Seconds(1190), Seconds(30), Seconds(80)), (first.Held, first.Restarting, first.Awaiting));
        Assert.Equal(new PeerLosses(0, VirtualDuration.Zero, Seconds(80)), first.Peers);
        Assert.Equal((0, 1, Seconds(120), Seconds(0)), (second.Interruptions, second.Restarts, second.Lost, second.Requeued));
        Assert.Equal((Seconds(1390), Seconds(30), Seconds(240)), (second.Held, second.Restarting, second.Awaiting));
        Assert.Equal(new PeerLosses(1, Seconds(120), Seconds(240)), second.Peers);
        Assert.All([first, second], part => Assert.Equal((JobState.Completed, Seconds(1000)), (part.State, part.Productive)));

        // Chips draw 700 W as they restart and work and 100 W as they wait; all but 1,000 s of work is wasted.
        Assert.Equal(4 * ((150 * 700) + (240 * 100)), second.Wasted.Value);
        Assert.Equal(4 * ((1150 * 700) + (240 * 100)), second.Energy.Value);
        Assert.Equal((VirtualTime.FromSeconds(1450), Seconds(80)), (run.End, run.Failures.Single().Lost));
    }

    [Fact]
    public void Part_ThatRecoversInPlace_KeepsChipsAndIsReadyWhenItHasAll()
    {
        var run = Play(
            60,
            VirtualTime.Never,
            [Site(4, TestPlans.Outage(500, 200, host: 0)), Site(4)],
            Gang(0, 0, 1000, 4, 4),
            policy => policy with { Recovery = RecoveryMode.InPlace });

        // From 500 s to 700 s it kept two chips, from 60 s to 120 s and from 700 s to 720 s it awaited its peer with all four.
        var part = run.Job(0);
        Assert.Equal([(60L, 1450L), (60L, 1450L)], run.Schedule);
        Assert.Equal((Seconds(0), Seconds(280), Seconds(80)), (part.Requeued, part.Awaiting, part.Peers!.Value.Awaiting));
        Assert.Equal((Int128)((200 * 2) + (80 * 4)) * 1_000_000, part.ChipTime.Awaiting);
    }

    [Fact]
    public void Part_ThatLosesAChipBeforeItGoes_IsReadyAgainWithAnother()
    {
        // It has four of six chips from 60 s on, and loses two of them at 100 s and gets the other two. So nobody waits for it.
        var run = Play(60, VirtualTime.Never, [Site(6, TestPlans.Outage(100, 900, host: 0)), Site(4)], Gang(0, 0, 1000, 4, 4));
        Assert.Equal([(60L, 1120L), (60L, 1120L)], run.Schedule);
        Assert.Equal((0, 0), (run.Job(0).Restarts, run.Job(0).Interruptions));
    }

    [Fact]
    public void Part_ThatLosesItsChipsBeforeItGoes_IsWaitedFor()
    {
        // The first part has no chips from 100 s to 400 s.
        var run = Play(60, VirtualTime.Never, [Site(4, TestPlans.Outage(100, 300, host: 0)), Site(4)], Gang(0, 0, 1000, 4, 4));
        Assert.Equal([(60L, 1420L), (60L, 1420L)], run.Schedule);
        Assert.Equal((Seconds(300), Seconds(40 + 20)), (run.Job(0).Requeued, run.Job(0).Awaiting));
        Assert.Equal((Seconds(360), 0), (run.Job(1).Awaiting, run.Job(1).Restarts));
    }

    [Fact]
    public void Gangs_InConflict_GiveBackForTheOneThatCameFirst()
    {
        // The second gang keeps two chips of the second site when the first gang loses two others there, at 600 s. It gives them back
        // at 660 s, so that the first one goes on at 720 s, though the chips are out until 5,000 s.
        var jobs = Gang(0, 0, 1000, 4, 4).Concat(Gang(2, 130, 100, 2, 2)).ToArray();
        var run = Play(60, VirtualTime.Never, [Site(4), Site(6, TestPlans.Outage(600, 4400, host: 0))], jobs);

        // 400 s were saved: 30 s to restart and 600 s to go from 720 s on. At 1,350 s there are chips for the second gang, which was
        // barred from 660 s to 720 s; it goes at 1,380 s.
        Assert.Equal([1350L, 1350, 1480, 1480], run.Schedule.Select(job => job.End!.Value));
        Assert.Equal((1, 1), (run.Job(0).Peers!.Value.Halts, run.Job(1).Interruptions));
        Assert.All(run.AllJobs, job => Assert.Equal(JobState.Completed, job.State));
    }

    [Fact]
    public void Gangs_ThatWaitForEachOthersChips_AreUndone()
    {
        // Shortest first: the second gang is before the first one in both queues, when that has four chips of the first site already and
        // waits for the second, where a job ends at 300 s. It is barred, or each would keep what the other needs.
        JobArrival[] jobs =
        [
            TestPlans.Job(0, 0, 3, 300) with { DataCenter = 1 },
            .. Gang(1, 0, 1000, 4, 4),
            .. Gang(3, 70, 100, 2, 2),
        ];
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], jobs, order: QueueOrder.Sjf);
        Assert.Equal([300L, 1360, 1360, 1480, 1480], run.Schedule.Select(job => job.End!.Value));
    }

    [Fact]
    public void Gangs_WithRoomForAll_StartAtTheSameTick()
    {
        var jobs = Enumerable.Range(0, 3).SelectMany(index => Gang(2 * index, 10 * index, 100, 1, 1)).ToArray();
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], jobs);
        Assert.All(run.Schedule, job => Assert.Equal((60L, 220L), job));
    }

    [Fact]
    public void Gangs_WithoutRoomForAll_KeepNoChipsInVainBehindTheOneThatWaits()
    {
        // One after the other: the second one waits from the start, the third one when the second one has gone.
        var jobs = Enumerable.Range(0, 3).SelectMany(index => Gang(2 * index, 10 * index, 100, 3, 3)).ToArray();
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], jobs);
        Assert.Equal([(60L, 220L), (60L, 220), (220, 340), (220, 340), (340, 460), (340, 460)], run.Schedule);
        Assert.Equal([60L, 60, 20, 20, 20, 20], run.AllJobs.OrderBy(job => job.Arrival.Number).Select(job => (long)job.Awaiting.Seconds));
        Assert.All(run.AllJobs, job => Assert.Equal(Seconds(0), job.Requeued));
    }

    [Fact]
    public void Gangs_OfHigherPriority_AreAdmittedFirst()
    {
        // As above, and the third one is the most important: it goes first.
        var jobs = Enumerable.Range(0, 3).SelectMany(index => Gang(2 * index, 10 * index, 100, 3, 3))
            .Select(job => job.Number < 4 ? job : job with { Source = OfImportantGangs }).ToArray();
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], jobs);
        Assert.Equal([(220L, 340L), (220L, 340), (340, 460), (340, 460), (60, 220), (60, 220)], run.Schedule);
    }

    [Fact]
    public void Gang_ThatWaitsForChips_GivesBackForOneOfHigherPriority()
    {
        // The first gang has four chips of the first site from 60 s on, and waits for the second one, where a job ends at 300 s. At 120 s it is
        // barred for the second gang, which goes at 360 s, before it has its chips again.
        JobArrival[] jobs =
        [
            TestPlans.Job(0, 0, 3, 300) with { DataCenter = 1 },
            .. Gang(1, 0, 1000, 4, 4),
            .. Gang(3, 70, 100, 2, 2).Select(job => job with { Source = OfImportantGangs }),
        ];
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], jobs);
        Assert.Equal([300L, 1480, 1480, 460, 460], run.Schedule.Select(job => job.End!.Value));
    }

    /// <summary>One that runs is not stopped for one that is more important.</summary>
    [Fact]
    public void Gang_ThatRuns_GoesOnWhenOneOfHigherPriorityComes()
    {
        JobArrival[] jobs = [.. Gang(0, 0, 1000, 4, 4), .. Gang(2, 200, 100, 4, 4).Select(job => job with { Source = OfImportantGangs })];
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], jobs);
        Assert.Equal([(60L, 1120L), (60L, 1120), (1120, 1240), (1120, 1240)], run.Schedule);
        Assert.All(run.AllJobs, job => Assert.Equal(0, job.Restarts));
    }

    [Fact]
    public void Gangs_WithOneThatWaitsElsewhere_StartWhereItHasNoPart()
    {
        // The first gang waits for the first two sites until 1,000 s; the second one has its parts in the two others.
        var jobs = Gang(1, 0, 100, 4, 4).Concat(Gang(3, 1, 100, 2, 2)).Prepend(TestPlans.Job(0, 0, 1, 1000) with { DataCenter = 0 }).ToArray();
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4), Site(2), Site(2)], jobs);
        Assert.Equal([1120L, 1120, 220, 220], run.Schedule.Skip(1).Select(job => job.End!.Value));
    }

    [Fact]
    public void Peers_OfAPartThatFailsForGood_FailAtTheNextTick()
    {
        var run = Play(
            60,
            VirtualTime.Never,
            [Site(4, TestPlans.Outage(500, 200, host: 0)), Site(4)],
            Gang(0, 0, 1000, 4, 4),
            policy => policy with { MaxRestarts = 0 });
        Assert.Equal([(60L, 500L), (60L, 540L)], run.Schedule);
        Assert.All(run.AllJobs, job => Assert.Equal(JobState.Failed, job.State));
        Assert.Equal(new PeerLosses(1, Seconds(20), Seconds(60)), run.Job(1).Peers);
        Assert.Equal((Seconds(400), VirtualTime.FromSeconds(540)), (run.Job(1).Productive, run.End));
    }

    [Fact]
    public void Gang_WithMorePartsThanDataCentersThatCanTakeThem_IsRejectedAtTheNextTick()
    {
        var run = Play(60, VirtualTime.Never, [Site(4), Site(4)], Gang(0, 10, 1000, 1, 1, 1));
        Assert.All(run.Schedule, job => Assert.Equal((null, 60L), job));
        Assert.All(run.AllJobs, job => Assert.Equal(JobState.Rejected, job.State));
        Assert.All(run.Closings, closing => Assert.Equal((Int128)0, closing.Account.RunningJobs));
    }

    [Fact]
    public void Run_ThatEndsWhileAPartHolds_SaysThatItRunsAndAwaits()
    {
        var jobs = Gang(1, 0, 1000, 4, 4).Prepend(TestPlans.Job(0, 0, 1, 5000) with { DataCenter = 1 }).ToArray();
        var run = Play(60, VirtualTime.FromSeconds(1000), [Site(4), Site(4)], jobs);
        var (held, queued) = (run.Job(1), run.Job(2));
        Assert.Equal((JobState.Running, Seconds(940), Seconds(940)), (held.State, held.Held, held.Awaiting));
        Assert.Equal((Seconds(0), Seconds(940)), (held.Productive, held.Peers!.Value.Awaiting));
        Assert.Equal((JobState.Queued, null, Seconds(0)), (queued.State, queued.FirstStart, queued.Held));
    }

    [Fact]
    public void Part_ThatIsDoneFirst_FreesItsChips()
    {
        // The second site needs 50 s for each of nine checkpoints, so its part is done 450 s later. Nobody waits for it.
        var writes = Site(4);
        writes = writes with { Failures = writes.Failures with { CheckpointWrite = Seconds(50) } };
        var jobs = Gang(0, 0, 1000, 4, 4).Append(TestPlans.Job(2, 200, 4, 10) with { DataCenter = 0 }).ToArray();
        var run = Play(60, VirtualTime.Never, [Site(4), writes], jobs);
        Assert.Equal([(60L, 1120L), (60L, 1570L), (1120L, 1130L)], run.Schedule);
    }

    private static VirtualDuration Seconds(long seconds) => VirtualDuration.FromSeconds(seconds);

    private static JobArrival[] Gang(int first, long submit, long work, params int[] chips) =>
    [
        .. chips.Select((count, index) => TestPlans.Job(first + index, submit, count, work) with
        {
            Source = OfGangs,
            Part = new(index, chips.Length),
        }),
    ];

    /// <summary>A data center with checkpoints every 100 s, and restarts of 30 s.</summary>
    private static DataCenterPlan Site(int chips, params PlannedOutage[] outages)
    {
        var plan = TestPlans.DataCenter(chips, 8, 2);
        return plan with
        {
            Outages = outages,
            OutageCauses = ["maintenance"],
            Failures = plan.Failures with { CheckpointInterval = Seconds(100), Restart = Seconds(30) },
            GangSources = [OfGangs, OfImportantGangs],
            Priorities = [0, 0, 3],
        };
    }

    private static PlayedRun Play(
        long window,
        VirtualTime end,
        DataCenterPlan[] sites,
        JobArrival[] jobs,
        Func<FailurePolicy, FailurePolicy>? policy = null,
        QueueOrder order = QueueOrder.Fifo)
    {
        var plan = new FleetPlan(
            [
                .. sites.Select((site, index) => site with
                {
                    Index = index,
                    FirstChip = sites.Take(index).Sum(each => each.Topology.Chips),
                    Failures = policy is null ? site.Failures : policy(site.Failures),
                    Scheduling = site.Scheduling with { Order = order },
                }),
            ],
            end)
        {
            Broker = BrokerPlan.Default with { News = Seconds(60), Sources = [SourceTerms.Any, new() { IsGang = true }, new() { IsGang = true }] },
        };
        return InProcessFleet.Play(plan, jobs, Seconds(window));
    }
}
