using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>What outages at planned instants do to jobs and chips, worked out by hand.</summary>
/// <remarks>
/// One rack of two hosts with two chips each, unless a test says otherwise; noticed after 60 s, restarts take 30 s.
/// </remarks>
public sealed class OutageTests
{
    private const long Detection = 60;
    private const long Repair = 600;
    private const long Restart = 30;

    private static readonly VirtualDuration Instant = new(1);
    private static readonly int OutageCause = TestPlans.Chip.Causes.Count;

    [Fact]
    public void Outage_UnderJob_HangsItUntilDetectionAndItRestartsElsewhere()
    {
        var run = InProcessFleet.Play(Plan(TestPlans.Outage(400, 500, host: 0)), TestPlans.Job(0, 0, 2, 1000));
        Assert.Equal([(0L, 460L + Restart + 1000)], run.Schedule);
        AssertAccount(run.Job(0), held: 460 + Restart + 1000, lost: 400, hung: Detection, restarting: Restart, requeued: 0);
        var wasted = Energy((2 * 700, 400), (2 * 50, Detection), (2 * 700, Restart));
        Assert.Equal((wasted + Energy((2 * 700, 1000)), wasted), (run.Job(0).Energy, run.Job(0).Wasted));
        AssertFailure(run.Failures.Single(), slot: 0, chips: 2, (400, 460, 900), job: 0, lost: 400);
        Assert.Equal(Seconds(500, 500, 0, 0), run.DownTimes);
        Assert.Equal(1, run.Closings[0].Account.Repairs);
    }

    [Fact]
    public void Outage_UnderJobThatNeedsAllChips_MakesItWaitForItsEnd()
    {
        var run = InProcessFleet.Play(Plan(TestPlans.Outage(400, 500, host: 0)), TestPlans.Job(0, 0, 4, 1000));
        Assert.Equal([(0L, 900L + Restart + 1000)], run.Schedule);
        AssertAccount(run.Job(0), held: 460 + Restart + 1000, lost: 400, hung: Detection, restarting: Restart, requeued: 440);
        var wasted = Energy((4 * 700, 400), ((2 * 700) + (2 * 50), Detection), (4 * 700, Restart));
        Assert.Equal((wasted + Energy((4 * 700, 1000)), wasted), (run.Job(0).Energy, run.Job(0).Wasted));
        AssertFailure(run.Failures.Single(), slot: 0, chips: 2, (400, 460, 900), job: 0, lost: 400, lostChips: 4);
    }

    [Fact]
    public void Outage_UnderJobWithCheckpoints_LosesWorkSinceTheLast()
    {
        var plan = Plan(TestPlans.Outage(400, 500, host: 1));
        plan = plan with
        {
            Failures = plan.Failures with
            {
                CheckpointInterval = VirtualDuration.FromSeconds(100),
                CheckpointWrite = VirtualDuration.FromSeconds(10),
            },
        };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 1000));
        Assert.Equal([(0L, 900L + Restart + 700 + 60)], run.Schedule);
        var held = 460 + Restart + 700 + 60;
        AssertAccount(run.Job(0), held, lost: 70, hung: Detection, restarting: Restart, requeued: 440, checkpointing: 30 + 60);
        AssertFailure(run.Failures.Single(), slot: 2, chips: 2, (400, 460, 900), job: 0, lost: 70, lostChips: 4);
    }

    [Fact]
    public void Outage_ShorterThanDetection_IsNoticedAtItsEnd()
    {
        var run = InProcessFleet.Play(Plan(TestPlans.Outage(400, 20, host: 0)), TestPlans.Job(0, 0, 4, 1000));
        Assert.Equal([(0L, 420L + Restart + 1000)], run.Schedule);
        AssertAccount(run.Job(0), held: 420 + Restart + 1000, lost: 400, hung: 20, restarting: Restart, requeued: 0);
        AssertFailure(run.Failures.Single(), slot: 0, chips: 2, (400, 420, 420), job: 0, lost: 400, lostChips: 4);
        Assert.Equal(Seconds(20, 20, 0, 0), run.DownTimes);
    }

    [Fact]
    public void Outage_OfAChip_LeavesItsNeighboursUp()
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(400, 500, host: 0) with { Hosts = default, Chip = 1 }), TestPlans.Job(0, 0, 2, 1000));
        Assert.Equal([(0L, 460L + Restart + 1000)], run.Schedule);
        AssertFailure(run.Failures.Single(), slot: 1, chips: 1, (400, 460, 900), job: 0, lost: 400, lostChips: 2);
        Assert.Equal(Seconds(0, 500, 0, 0), run.DownTimes);
    }

    [Fact]
    public void Outage_OfEveryThirdHost_GoesOnAtTheBeginning()
    {
        var outage = TestPlans.Outage(100, 40, host: 3) with { Hosts = new(First: 3, Step: 3, Count: 2) };
        var plan = Plan(outage) with { Topology = new(Chips: 9, ChipsPerRack: 4, ChipsPerHost: 2) };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 1, 1000));
        Assert.Equal(Seconds(0, 0, 40, 40, 0, 0, 40, 40, 0), run.DownTimes);
        Assert.Equal((1, 2, 4), (run.Failures[0].Rack, run.Failures[0].Slot, run.Failures[0].Chips));
    }

    [Fact]
    public void Outage_OfHostsAroundTheEnd_TakesThePartlyFilledOneAndTheFirst()
    {
        var outage = TestPlans.Outage(100, 40, host: 4) with { Hosts = new(First: 4, Step: 1, Count: 2) };
        var plan = Plan(outage) with { Topology = new(Chips: 9, ChipsPerRack: 4, ChipsPerHost: 2) };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 1, 1000));
        Assert.Equal(Seconds(40, 40, 0, 0, 0, 0, 0, 0, 40), run.DownTimes);
    }

    [Fact]
    public void Outage_OfTheWholeDataCenter_HitsAllJobs()
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(400, 500, host: 0, hosts: 2)),
            TestPlans.Job(0, 0, 1, 1000),
            TestPlans.Job(1, 10, 2, 1000),
            TestPlans.Job(2, 20, 1, 1000));
        Assert.All(run.Ended, job => Assert.Equal((Restart + 1900L, 1), ((long)job.End!.Value.Seconds, job.Interruptions)));
        Assert.Equal(Seconds(400, 390, 380), run.AllJobs.Select(job => job.Lost));
        var failure = run.Failures.Single();
        Assert.Equal((0, 3, 4), (failure.Job, failure.JobsHit, failure.Chips));
        Assert.Equal((VirtualDuration.FromSeconds(400 + 390 + 380), 4), (failure.Lost, failure.LostChips));
        Assert.Equal((Int128)(400 + (2 * 390) + 380) * VirtualDuration.MicrosecondsPerSecond, failure.LostChipTime);
        Assert.Equal(Seconds(500, 500, 500, 500), run.DownTimes);
    }

    [Fact]
    public void Outage_UnnoticedWhenTheRunEnds_LeavesItsJobsHung()
    {
        var run = InProcessFleet.PlayUntil(
            VirtualTime.FromSeconds(430),
            Plan(TestPlans.Outage(400, 500, host: 0, hosts: 2)),
            TestPlans.Job(0, 0, 1, 1000),
            TestPlans.Job(1, 10, 3, 1000));
        var failure = run.Closings[0].Unrepaired.Single();
        Assert.Equal((0, 2, null, VirtualDuration.Zero), (failure.Job, failure.JobsHit, failure.Detected, failure.Lost));
        Assert.All(run.AllJobs, job => Assert.Equal(
            (JobState.Running, VirtualDuration.FromSeconds(30), VirtualDuration.Zero), (job.State, job.Hung, job.Lost)));
        Assert.Equal(Seconds(400, 390), run.AllJobs.Select(job => job.Productive));
    }

    [Theory]
    [InlineData(100, 200, 200, 300)]
    [InlineData(100, 400, 200, 100)]
    [InlineData(100, 400, 100, 400)]
    public void Outages_ThatOverlap_LastUntilTheLastOneEnds(long start, long duration, long secondStart, long secondDuration)
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(start, duration, host: 0), TestPlans.Outage(secondStart, secondDuration, host: 0)),
            TestPlans.Job(0, 270, 2, 1000),
            TestPlans.Job(1, 280, 2, 100));
        Assert.Equal([(270L, 1270L), (500L, 600L)], run.Schedule);
        Assert.Equal(Seconds(400, 400, 0, 0), run.DownTimes);
        Assert.Equal((Int128)2, run.Closings[0].Account.Repairs);
    }

    [Fact]
    public void Outages_OfHostAndRackTogether_HoldTheHostLonger()
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(100, 400, host: 1), TestPlans.Outage(200, 200, host: 0, hosts: 2)),
            TestPlans.Job(0, 300, 2, 50),
            TestPlans.Job(1, 300, 3, 50));
        Assert.Equal([(400L, 450L), (500L, 550L)], run.Schedule);
        Assert.Equal(Seconds(200, 200, 400, 400), run.DownTimes);
    }

    [Fact]
    public void Outage_ThatBeginsWhenAnotherEnds_LeavesNoGapAndHangsTheJobThatStartsInIt()
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(100, 200, host: 0), TestPlans.Outage(300, 200, host: 0)), TestPlans.Job(0, 200, 4, 100));
        Assert.Equal([(300L, 500L + Restart + 100)], run.Schedule);
        AssertAccount(run.Job(0), held: Detection + Restart + 100, lost: 0, hung: Detection, restarting: Restart, requeued: 140);
        Assert.Equal(Seconds(400, 400, 0, 0), run.DownTimes);
        Assert.Equal([FailureRecord.NoJob, 0], run.Failures.Select(failure => failure.Job));
    }

    [Fact]
    public void Start_OnChipsThatAreDownUnnoticed_HangsAtOnce()
    {
        var run = InProcessFleet.Play(Plan(TestPlans.Outage(400, 500, host: 0)), TestPlans.Job(0, 410, 2, 20));
        Assert.Equal([(410L, 460L + Restart + 20)], run.Schedule);
        AssertAccount(run.Job(0), held: 50 + Restart + 20, lost: 0, hung: 50, restarting: Restart, requeued: 0);
        var wasted = Energy((2 * 50, 50), (2 * 700, Restart));
        Assert.Equal((wasted + Energy((2 * 700, 20)), wasted), (run.Job(0).Energy, run.Job(0).Wasted));
        AssertFailure(run.Failures.Single(), slot: 0, chips: 2, (400, 460, 900), job: 0, lost: 0, lostChips: 0);
    }

    [Fact]
    public void Outage_AtInstantOfCompletion_LeavesTheJobComplete()
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(400, 500, host: 0)), TestPlans.Job(0, 0, 4, 400), TestPlans.Job(1, 2000, 1, 1));
        var job = run.Job(0);
        Assert.Equal((JobState.Completed, 0, VirtualDuration.Zero), (job.State, job.Interruptions, job.Hung));
        var failure = run.Failures.Single();
        Assert.Equal((FailureRecord.NoJob, 0, 0), (failure.Job, failure.JobsHit, failure.LostChips));
    }

    [Fact]
    public void Outage_InstantBeforeCompletion_HitsTheJob()
    {
        var run = InProcessFleet.Play(
            Plan(TestPlans.Outage(400, 500, host: 0)),
            TestPlans.Job(0, VirtualTime.Zero, 4, VirtualDuration.FromSeconds(400) + Instant));
        Assert.Equal((1, VirtualDuration.FromSeconds(400)), (run.Job(0).Interruptions, run.Job(0).Lost));
        Assert.Equal(VirtualTime.FromSeconds(900 + Restart + 400) + Instant, run.Job(0).End);
    }

    [Theory]
    [InlineData(600, 1000)]
    [InlineData(1700, 3600)]
    [InlineData(0, 1)]
    public void ChipClock_DuringAnOutage_StandsStill(long start, long duration)
    {
        var (plan, failures) = FirstChipFails();
        Assert.True(failures > VirtualTime.FromSeconds(1700));
        var run = InProcessFleet.PlayUntil(
            failures + VirtualDuration.FromHours(5), plan with { Outages = [TestPlans.Outage(start, duration, host: 0)] });
        Assert.Equal(
            [(VirtualTime.FromSeconds(start), 2), (failures + VirtualDuration.FromSeconds(duration), 1)],
            run.AllFailures.Select(failure => (failure.Failed, failure.Chips)));
    }

    [Fact]
    public void Chip_RepairedDuringAnOutage_WorksAndAgesFromItsEndOn()
    {
        var (plan, failure) = FirstChipFails();
        var (start, end) = (failure + VirtualDuration.FromSeconds(100), failure + VirtualDuration.FromSeconds(1100));
        plan = plan with { Outages = [new(start, end - start, 0, new(0, 1, 1))] };
        var next = end + FailureDraws.Of(plan, chip: 0, earlierFailures: 1);
        var job = TestPlans.Job(0, failure + VirtualDuration.FromSeconds(700), 4, VirtualDuration.FromSeconds(10));
        var run = InProcessFleet.PlayUntil(next, plan, job);
        Assert.Equal(end, run.Job(0).FirstStart);
        var byChip = run.AllFailures.Where(record => record.Slot == 0 && record.Cause < OutageCause).ToArray();
        Assert.Equal([failure, next], byChip.Select(record => record.Failed));
        Assert.Equal(failure + VirtualDuration.FromSeconds(Detection + Repair), byChip[0].Repaired);
        Assert.Equal(Seconds(1100, 1000), run.DownTimes.Take(2));
    }

    [Fact]
    public void Outage_AtInstantOfAChipFailure_ComesAfterIt()
    {
        var (plan, failure) = FirstChipFails();
        plan = plan with { Outages = [new(failure, VirtualDuration.FromSeconds(100), 0, new(0, 1, 1))] };
        var job = TestPlans.Job(0, VirtualTime.Zero, 2, (failure - VirtualTime.Zero) + VirtualDuration.FromHours(2));
        var run = InProcessFleet.Play(plan, job);
        Assert.Equal([1, 2], run.Failures.Select(record => record.Chips));
        Assert.All(run.Failures, record => Assert.Equal((failure, 0), (record.Failed, record.Job)));
        Assert.Equal([failure - VirtualTime.Zero, VirtualDuration.Zero], run.Failures.Select(record => record.Lost));
        Assert.Equal(Seconds(Detection + Repair, 100, 0, 0), run.DownTimes);
        Assert.Equal(1, run.Racks[0][0].Chips[0].Failures);
    }

    [Fact]
    public void Outage_AtInstantOfARepair_KeepsTheChipDown()
    {
        var (plan, failure) = FirstChipFails();
        var repaired = failure + VirtualDuration.FromSeconds(Detection + Repair);
        plan = plan with { Outages = [new(repaired, VirtualDuration.FromSeconds(300), 0, new(0, 1, 1))] };
        var job = TestPlans.Job(0, failure + VirtualDuration.FromSeconds(Detection + 1), 4, VirtualDuration.FromSeconds(10));
        var run = InProcessFleet.Play(plan, job);
        Assert.Equal(repaired, run.Job(0).FirstStart);
        AssertAccount(run.Job(0), held: Detection + Restart + 10, lost: 0, hung: Detection, restarting: Restart, requeued: 240);
        Assert.Equal(repaired + VirtualDuration.FromSeconds(300 + Restart + 10), run.Job(0).End);
        Assert.Equal(Seconds(Detection + Repair + 300, 300, 0, 0), run.DownTimes);
    }

    /// <summary>A plan in which the first chip fails of its own accord half an hour to three hours from the start.</summary>
    private static (DataCenterPlan Plan, VirtualTime Failure) FirstChipFails()
    {
        var (plan, failures) = FailureDraws.Choose(Plan(), failing: 1);
        return (plan, failures[0]);
    }

    private static DataCenterPlan Plan(params PlannedOutage[] outages)
    {
        var plan = TestPlans.DataCenter(4, 4, 2);
        return plan with
        {
            Outages = outages,
            OutageCauses = ["maintenance"],
            Failures = plan.Failures with
            {
                Detection = VirtualDuration.FromSeconds(Detection),
                Repair = VirtualDuration.FromSeconds(Repair),
                Restart = VirtualDuration.FromSeconds(Restart),
            },
        };
    }

    /// <summary>
    /// The times of a job that has completed, in seconds, which add up to the time for which it held its chips.
    /// </summary>
    private static void AssertAccount(
        JobRecord job, long held, long lost, long hung, long restarting, long requeued, long checkpointing = 0)
    {
        Assert.Equal(
            Seconds(held, lost, hung, restarting, checkpointing, requeued),
            [job.Held, job.Lost, job.Hung, job.Restarting, job.Checkpointing, job.Requeued]);
        Assert.Equal((JobState.Completed, job.Arrival.Work), (job.State, job.Productive));
    }

    private static void AssertFailure(
        FailureRecord actual,
        int slot,
        int chips,
        (long Failed, long Detected, long Repaired) times,
        int job,
        long lost,
        int lostChips = 2)
    {
        var detected = VirtualTime.FromSeconds(times.Detected);
        var expected = new FailureRecord(
            0,
            0,
            slot,
            OutageCause,
            VirtualTime.FromSeconds(times.Failed),
            detected,
            VirtualTime.FromSeconds(times.Repaired),
            job,
            VirtualDuration.FromSeconds(lost),
            lostChips)
        {
            RepairStart = detected,
            Chips = chips,
            JobsHit = 1,
            LostChipTime = (Int128)lost * VirtualDuration.MicrosecondsPerSecond * lostChips,
        };
        Assert.Equal(expected, actual);
    }

    private static IEnumerable<VirtualDuration> Seconds(params long[] seconds) => seconds.Select(VirtualDuration.FromSeconds);

    private static Joules Energy(params (long Watts, long Seconds)[] phases) => phases.Aggregate(
        default(Joules), (sum, phase) => sum + (Watts.FromWatts(phase.Watts) * VirtualDuration.FromSeconds(phase.Seconds)));
}
