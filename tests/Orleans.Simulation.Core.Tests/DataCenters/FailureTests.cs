using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>What failures at known instants do to jobs, worked out by hand.</summary>
public sealed class FailureTests
{
    private const long Busy = 700;
    private const long Broken = 50;

    private static readonly VirtualDuration Instant = new(1);
    private static readonly VirtualDuration Detection = VirtualDuration.FromSeconds(60);
    private static readonly VirtualDuration Repair = VirtualDuration.FromSeconds(600);
    private static readonly VirtualDuration Restart = VirtualDuration.FromSeconds(30);

    [Fact]
    public void Failure_UnderJobWithoutCheckpoints_HangsItUntilDetectionAndLosesAll()
    {
        var (plan, failure) = FirstChipFails(chips: 2);
        var work = Since(failure) + VirtualDuration.FromHours(1);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, 2, work));
        var end = failure + Detection + Repair + Restart + work;
        var energy = (Watts.FromWatts(2 * Busy) * Since(failure))
            + (Watts.FromWatts(Busy + Broken) * Detection)
            + (Watts.FromWatts(2 * Busy) * (Restart + work));
        var held = Since(failure) + Detection + Restart + work;
        AssertEnded(run, 0, JobState.Completed, VirtualTime.Zero, end, 1, held, Since(failure), energy);
        AssertFailure(run.Failures.Single(), 0, failure, plan, 0, Since(failure), 2);
        Assert.Equal(1, run.Closings[0].Account.Repairs);
        Assert.Equal((Int128)(Detection + Repair).Microseconds, run.Closings[0].Account.Failed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Failure_UnderJobWithCheckpoints_LosesWorkSinceTheLast(long afterCheckpoint)
    {
        var interval = VirtualDuration.FromSeconds(100);
        var (plan, failure) = FirstChipFails(chips: 1, policy => policy with { CheckpointInterval = interval });
        var worked = new VirtualDuration((3 * interval.Microseconds) + afterCheckpoint);
        var saved = afterCheckpoint < 0 ? interval * 2 : interval * 3;
        var work = VirtualDuration.FromSeconds(1000);
        var submit = Before(failure, worked);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, submit, 1, work));
        var lost = worked - saved;
        var job = run.Job(0);
        Assert.Equal(failure + Detection + Repair + Restart + (work - saved), job.End);
        Assert.Equal((lost, 1), (job.Lost, job.Restarts));
        AssertFailure(run.Failures.Single(), 0, failure, plan, 0, lost, lost > VirtualDuration.Zero ? 1 : 0);
    }

    [Theory]
    [InlineData(329_999_999, 200, 100_000_000)]
    [InlineData(330_000_000, 300, 0)]
    [InlineData(320_000_000, 200, 100_000_000)]
    [InlineData(380_000_000, 300, 50_000_000)]
    [InlineData(430_000_001, 300, 100_000_000)]
    public void Failure_UnderJobThatWritesCheckpoints_KeepsTheCompleteOnes(long elapsed, long savedSeconds, long lostMicroseconds)
    {
        var (interval, write) = (VirtualDuration.FromSeconds(100), VirtualDuration.FromSeconds(10));
        var (plan, failure) = FirstChipFails(chips: 1, policy => policy with { CheckpointInterval = interval, CheckpointWrite = write });
        var work = VirtualDuration.FromSeconds(1000);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, Before(failure, new(elapsed)), 1, work));
        var left = work - VirtualDuration.FromSeconds(savedSeconds);
        var writes = (left / interval) - 1;
        var job = run.Job(0);
        Assert.Equal(failure + Detection + Repair + Restart + left + (write * writes), job.End);
        Assert.Equal((new VirtualDuration(lostMicroseconds), 1), (job.Lost, job.Restarts));
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    [InlineData(1000, 9)]
    public void Job_WithoutFailures_WritesCheckpointsBeforeItsEnd(long work, long writes)
    {
        var (interval, write) = (VirtualDuration.FromSeconds(100), VirtualDuration.FromSeconds(10));
        var (plan, failure) = FirstChipFails(chips: 1, policy => policy with { CheckpointInterval = interval, CheckpointWrite = write });
        var submit = Before(failure, VirtualDuration.FromSeconds(1200));
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, submit, 1, VirtualDuration.FromSeconds(work)));
        Assert.Equal(submit + VirtualDuration.FromSeconds(work) + (write * writes), run.Job(0).End);
    }

    [Fact]
    public void Failure_AfterRestart_LosesWorkSinceCheckpointOfWholeJob()
    {
        var interval = VirtualDuration.FromSeconds(1000);
        var (plan, failures) = Fail(chips: 2, failing: 2, policy => policy with { CheckpointInterval = interval }, 700, 5000);
        var submit = Before(failures[0], VirtualDuration.FromSeconds(1300));
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, submit, 1, VirtualDuration.FromHours(10)));
        var restarted = failures[0] + Detection;
        var done = interval + (failures[1] - (restarted + Restart));
        var lostAgain = new VirtualDuration(done.Microseconds % interval.Microseconds);
        Assert.Equal(
            [VirtualDuration.FromSeconds(300), lostAgain], run.Failures.Select(failure => failure.Lost));
        Assert.Equal(VirtualDuration.FromSeconds(300) + lostAgain, run.Job(0).Lost);
        var left = VirtualDuration.FromHours(10) - (done - lostAgain);
        Assert.Equal(failures[1] + Detection + Restart + left, run.Job(0).End);
    }

    [Fact]
    public void Failure_DuringRestart_LosesNothingMore()
    {
        var interval = VirtualDuration.FromSeconds(100);
        var (plan, failures) = Fail(
            chips: 2,
            failing: 2,
            policy => policy with
            {
                Detection = VirtualDuration.Zero,
                Repair = VirtualDuration.FromSeconds(1),
                Restart = VirtualDuration.FromHours(9),
                CheckpointInterval = interval,
            },
            10,
            5000);
        var submit = Before(failures[0], VirtualDuration.FromSeconds(250));
        var work = VirtualDuration.FromSeconds(1000);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, submit, 1, work));
        var lost = VirtualDuration.FromSeconds(50);
        Assert.Equal([lost, VirtualDuration.Zero], run.Failures.Select(failure => failure.Lost));
        Assert.Equal([1, 0], run.Failures.Select(failure => failure.LostChips));
        var job = run.Job(0);
        Assert.Equal((lost, 2), (job.Lost, job.Restarts));
        Assert.Equal(failures[1] + plan.Failures.Restart + (work - (interval * 2)), job.End);
        Assert.Equal(job.End - submit, job.Held);
    }

    [Fact]
    public void Failure_AtInstantOfCompletion_LeavesTheJobComplete()
    {
        var (plan, failure) = FirstChipFails(chips: 1);
        var run = InProcessFleet.Play(
            plan,
            TestPlans.Job(0, VirtualTime.Zero, 1, Since(failure)),
            TestPlans.Job(1, failure + VirtualDuration.FromHours(1), 1, Restart));
        Assert.Equal((JobState.Completed, failure, 0), (run.Job(0).State, run.Job(0).End!.Value, run.Job(0).Restarts));
        AssertFailure(run.Failures.Single(), 0, failure, plan, FailureRecord.NoJob, VirtualDuration.Zero, 0);
    }

    [Fact]
    public void Failure_InstantBeforeCompletion_HitsTheJob()
    {
        var (plan, failure) = FirstChipFails(chips: 1);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, 1, Since(failure) + Instant));
        AssertFailure(run.Failures.Single(), 0, failure, plan, 0, Since(failure), 1);
        Assert.Equal(failure + Detection + Repair + Restart + Since(failure) + Instant, run.Job(0).End);
    }

    [Fact]
    public void SecondFailure_WhileJobHangs_LosesNothingMore()
    {
        var (plan, failures) = Fail(
            chips: 2,
            failing: 2,
            policy => policy with { Detection = VirtualDuration.FromSeconds(1200), Repair = VirtualDuration.FromSeconds(1200) },
            100,
            1000);
        var (detection, repair) = (plan.Failures.Detection, plan.Failures.Repair);
        var work = Since(failures[1]) + VirtualDuration.FromHours(1);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, 2, work));
        AssertFailure(run.Failures[0], 0, failures[0], plan, 0, Since(failures[0]), 2);
        AssertFailure(run.Failures[1], 1, failures[1], plan, 0, VirtualDuration.Zero, 0);
        var energy = (Watts.FromWatts(2 * Busy) * Since(failures[0]))
            + (Watts.FromWatts(Busy + Broken) * (failures[1] - failures[0]))
            + (Watts.FromWatts(2 * Broken) * (failures[0] + detection - failures[1]))
            + (Watts.FromWatts(2 * Busy) * (Restart + work));
        var end = failures[1] + detection + repair + Restart + work;
        var held = Since(failures[0]) + detection + Restart + work;
        AssertEnded(run, 0, JobState.Completed, VirtualTime.Zero, end, 1, held, Since(failures[0]), energy);
    }

    [Fact]
    public void Restart_OnChipThatFailedUnnoticed_HangsUntilThatIsDetected()
    {
        var (plan, failures) = Fail(
            chips: 2,
            failing: 2,
            policy => policy with { Detection = VirtualDuration.FromSeconds(1200), Repair = VirtualDuration.FromSeconds(10) },
            100,
            1000);
        var (detection, repair) = (plan.Failures.Detection, plan.Failures.Repair);
        var work = Since(failures[1]) + VirtualDuration.FromHours(1);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, 2, work));
        var hung = failures[1] - (failures[0] + repair);
        var energy = (Watts.FromWatts(2 * Busy) * Since(failures[0]))
            + (Watts.FromWatts(Busy + Broken) * (failures[1] - failures[0]))
            + (Watts.FromWatts(2 * Broken) * (failures[0] + detection - failures[1]))
            + (Watts.FromWatts(Busy + Broken) * hung)
            + (Watts.FromWatts(2 * Busy) * (Restart + work));
        var end = failures[1] + detection + repair + Restart + work;
        var held = Since(failures[0]) + detection + hung + Restart + work;
        AssertEnded(run, 0, JobState.Completed, VirtualTime.Zero, end, 2, held, Since(failures[0]), energy);
        AssertFailure(run.Failures[1], 1, failures[1], plan, 0, VirtualDuration.Zero, 0);
    }

    [Fact]
    public void Start_OnChipThatFailedUnnoticed_HangsAtOnce()
    {
        var (plan, failure) = FirstChipFails(chips: 2);
        var submit = failure + VirtualDuration.FromSeconds(10);
        var work = VirtualDuration.FromSeconds(100);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, submit, 1, work));
        var hung = Detection - VirtualDuration.FromSeconds(10);
        var energy = (Watts.FromWatts(Broken) * hung) + (Watts.FromWatts(Busy) * (Restart + work));
        var end = failure + Detection + Restart + work;
        AssertEnded(run, 0, JobState.Completed, submit, end, 1, hung + Restart + work, VirtualDuration.Zero, energy);
        AssertFailure(run.Failures.Single(), 0, failure, plan, 0, VirtualDuration.Zero, 0);
    }

    [Fact]
    public void Start_OnChipThatFailedUnnoticedLongerThanItsWork_DoesNotComplete()
    {
        var (plan, failure) = FirstChipFails(chips: 2);
        var work = VirtualDuration.FromSeconds(5);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, failure + Instant, 1, work));
        Assert.Equal(failure + Detection + Restart + work, run.Job(0).End);
    }

    [Fact]
    public void Repair_AtItsEnd_ReturnsTheChip()
    {
        var (plan, failure) = FirstChipFails(chips: 1);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, failure + Detection + Instant, 1, Restart));
        Assert.Equal(failure + Detection + Repair, run.Job(0).FirstStart);
        Assert.Equal(0, run.Job(0).Restarts);
    }

    [Fact]
    public void DetectionAndRepair_OfZero_RestartTheJobAtOnce()
    {
        var (plan, failure) = FirstChipFails(
            chips: 1, policy => policy with { Detection = VirtualDuration.Zero, Repair = VirtualDuration.Zero });
        var work = Since(failure) + VirtualDuration.FromSeconds(100);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, 1, work));
        var end = failure + Restart + work;
        var energy = Watts.FromWatts(Busy) * Since(end);
        AssertEnded(run, 0, JobState.Completed, VirtualTime.Zero, end, 1, Since(end), Since(failure), energy);
        AssertFailure(run.Failures.Single(), 0, failure, plan, 0, Since(failure), 1);
        Assert.Equal(Int128.Zero, run.Closings[0].Account.Failed);
    }

    [Fact]
    public void MaxRestarts_None_FailsTheJobAtDetection()
    {
        var (plan, failure) = FirstChipFails(chips: 2, policy => policy with { MaxRestarts = 0 });
        var run = InProcessFleet.Play(
            plan,
            TestPlans.Job(0, VirtualTime.Zero, 2, Since(failure) + Instant),
            TestPlans.Job(1, failure, 1, Restart));
        Assert.Equal((JobState.Failed, 0), (run.Job(0).State, run.Job(0).Restarts));
        Assert.Equal(failure + Detection, run.Job(0).End);
        Assert.Equal(failure + Detection, run.Job(1).FirstStart);
    }

    [Fact]
    public void MaxRestarts_One_AllowsOneAndFailsAtTheNextDetection()
    {
        var (plan, failures) = Fail(chips: 2, failing: 2, policy => policy with { MaxRestarts = 1 }, 700, 5000);
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, 2, VirtualDuration.FromHours(50)));
        Assert.Equal((JobState.Failed, 1), (run.Job(0).State, run.Job(0).Restarts));
        Assert.Equal(failures[1] + Detection, run.Job(0).End);
    }

    [Fact]
    public void Interrupted_Job_WaitsInFrontOfLaterOnes()
    {
        var (plan, failure) = FirstChipFails(chips: 1);
        var work = Since(failure) + Instant;
        var run = InProcessFleet.Play(
            plan, TestPlans.Job(0, VirtualTime.Zero, 1, work), TestPlans.Job(1, VirtualTime.FromSeconds(1), 1, Restart));
        Assert.Equal(failure + Detection + Repair + Restart + work, run.Job(0).End);
        Assert.Equal(run.Job(0).End, run.Job(1).FirstStart);
    }

    [Fact]
    public void End_BeforeDetection_LeavesFailureUndetectedAndJobHung()
    {
        var (plan, failure) = FirstChipFails(chips: 1);
        var end = Before(failure + Detection, Instant);
        var fleet = new FleetPlan([plan], end);
        var run = InProcessFleet.Play(
            fleet, [TestPlans.Job(0, VirtualTime.Zero, 1, Since(failure) + Instant)], VirtualDuration.FromHours(1));
        Assert.Equal(end, run.End);
        Assert.Empty(run.Failures);
        var undetected = run.Closings[0].Unrepaired.Single();
        Assert.Equal((failure, null, null, 0), (undetected.Failed, undetected.Detected, undetected.Repaired, undetected.Job));
        var job = run.Closings[0].Unfinished.Single();
        Assert.Equal((JobState.Running, null), (job.State, job.End));
        Assert.Equal(Since(run.End), job.Held);
    }

    private static (DataCenterPlan Plan, VirtualTime Failure) FirstChipFails(
        int chips, Func<FailurePolicy, FailurePolicy>? change = null)
    {
        var (plan, failures) = Fail(chips, 1, change ?? (policy => policy), 1, 1);
        return (plan, failures[0]);
    }

    private static (DataCenterPlan Plan, VirtualTime[] Failures) Fail(
        int chips, int failing, Func<FailurePolicy, FailurePolicy> change, long minGap, long maxGap)
    {
        var plan = TestPlans.DataCenter(chips, 2, 1);
        var policy = plan.Failures with { Detection = Detection, Repair = Repair, Restart = Restart };
        return FailureDraws.Choose(plan with { Failures = change(policy) }, failing, minGap, maxGap);
    }

    private static void AssertEnded(
        PlayedRun run,
        int number,
        JobState state,
        VirtualTime start,
        VirtualTime end,
        int restarts,
        VirtualDuration held,
        VirtualDuration lost,
        Joules energy)
    {
        var job = run.Job(number);
        Assert.Equal((0, state, start, end), (job.DataCenter, job.State, job.FirstStart, job.End!.Value));
        Assert.Equal((restarts, held, lost, energy), (job.Restarts, job.Held, job.Lost, job.Energy));
    }

    private static void AssertFailure(
        FailureRecord actual, int chip, VirtualTime failed, DataCenterPlan plan, int job, VirtualDuration lost, int lostChips)
    {
        var detected = failed + plan.Failures.Detection;
        var expected = new FailureRecord(
            0, chip / 2, chip % 2, actual.Cause, failed, detected, detected + plan.Failures.Repair, job, lost, lostChips)
        {
            RepairStart = detected,
            JobsHit = job == FailureRecord.NoJob ? 0 : 1,
            LostChipTime = (Int128)lost.Microseconds * lostChips,
        };
        Assert.Equal(expected, actual);
    }

    private static VirtualTime Before(VirtualTime time, VirtualDuration duration) =>
        new(time.Microseconds - duration.Microseconds);

    private static VirtualDuration Since(VirtualTime time) => time - VirtualTime.Zero;
}
