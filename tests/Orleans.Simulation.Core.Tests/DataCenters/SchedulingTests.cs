using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Schedules worked out by hand, in whole seconds.</summary>
public sealed class SchedulingTests
{
    [Fact]
    public void Fifo_HeadDoesNotFit_BlocksTheRest() => AssertSchedule(
        Plan(4, QueueOrder.Fifo),
        [Job(0, 0, 3, 10), Job(1, 1, 2, 5), Job(2, 2, 1, 1)],
        [(0, 10), (10, 15), (10, 11)]);

    [Fact]
    public void Sjf_ShorterJobArrivesLater_OvertakesHead() => AssertSchedule(
        Plan(4, QueueOrder.Sjf),
        [Job(0, 0, 3, 10), Job(1, 1, 2, 5), Job(2, 2, 1, 1)],
        [(0, 10), (10, 15), (2, 3)]);

    [Fact]
    public void Sjf_ShortestDoesNotFit_BlocksTheRest() => AssertSchedule(
        Plan(4, QueueOrder.Sjf),
        [Job(0, 0, 3, 10), Job(1, 1, 2, 1), Job(2, 2, 1, 5)],
        [(0, 10), (10, 11), (10, 15)]);

    [Theory]
    [InlineData(QueueOrder.Fifo)]
    [InlineData(QueueOrder.Sjf)]
    public void Tie_OfEverything_GoesByNumber(QueueOrder order) => AssertSchedule(
        Plan(2, order),
        [Job(0, 3, 2, 4), Job(1, 3, 2, 4), Job(2, 3, 2, 4)],
        [(3, 7), (7, 11), (11, 15)]);

    [Fact]
    public void Sjf_TieOfRunTime_GoesBySubmission() => AssertSchedule(
        Plan(1, QueueOrder.Sjf),
        [Job(0, 0, 1, 10), Job(1, 1, 1, 5), Job(2, 2, 1, 5), Job(3, 3, 1, 4)],
        [(0, 10), (14, 19), (19, 24), (10, 14)]);

    [Fact]
    public void Priority_Fifo_IsBeforeSubmission() => AssertSchedule(
        Plan(4, QueueOrder.Fifo) with { Priorities = [0, 5, -3] },
        [Job(0, 0, 4, 10), Of(2, Job(1, 1, 4, 5)), Job(2, 2, 4, 3), Of(1, Job(3, 3, 4, 1)), Of(1, Job(4, 4, 4, 2))],
        [(0, 10), (16, 21), (13, 16), (10, 11), (11, 13)]);

    [Fact]
    public void Priority_Sjf_IsBeforeRunTime() => AssertSchedule(
        Plan(4, QueueOrder.Sjf) with { Priorities = [0, 5] },
        [Job(0, 0, 4, 10), Of(1, Job(1, 1, 4, 100)), Job(2, 2, 4, 1), Of(1, Job(3, 3, 4, 50))],
        [(0, 10), (60, 160), (160, 161), (10, 60)]);

    [Fact]
    public void Priority_HigherThanTheHeads_Overtakes() => AssertSchedule(
        Plan(4, QueueOrder.Fifo) with { Priorities = [0, 1] },
        [Job(0, 0, 3, 10), Job(1, 1, 2, 5), Of(1, Job(2, 2, 1, 1))],
        [(0, 10), (10, 15), (2, 3)]);

    [Fact]
    public void Priority_HeadThatDoesNotFit_BlocksTheRestAndStopsNobody() => AssertSchedule(
        Plan(4, QueueOrder.Fifo) with { Priorities = [0, 1] },
        [Job(0, 0, 3, 10), Of(1, Job(1, 1, 2, 5)), Job(2, 2, 1, 1)],
        [(0, 10), (10, 15), (10, 11)]);

    /// <summary>Sources beyond those that are named have 0.</summary>
    [Fact]
    public void Priority_OfASourceThatIsNotNamed_IsZero() => AssertSchedule(
        Plan(4, QueueOrder.Fifo) with { Priorities = [-1] },
        [Job(0, 0, 4, 10), Job(1, 1, 4, 5), Of(1, Job(2, 2, 4, 1))],
        [(0, 10), (11, 16), (10, 11)]);

    [Fact]
    public void Instant_CompletionAndArrival_ArrivalGetsTheChips() => AssertSchedule(
        Plan(2, QueueOrder.Fifo),
        [Job(0, 0, 2, 10), Job(1, 10, 2, 1)],
        [(0, 10), (10, 11)]);

    [Fact]
    public void Instant_CompletionAndArrivals_PassSeesAllOfThem() => AssertSchedule(
        Plan(2, QueueOrder.Sjf),
        [Job(0, 0, 2, 10), Job(1, 1, 2, 100), Job(2, 10, 2, 3), Job(3, 10, 2, 2)],
        [(0, 10), (15, 115), (12, 15), (10, 12)]);

    [Fact]
    public void ZeroWork_EndsAtItsStartAndFreesItsChipsAtOnce()
    {
        var run = AssertSchedule(
            Plan(1, QueueOrder.Fifo),
            [Job(0, 5, 1, 0), Job(1, 5, 1, 0), Job(2, 5, 1, 2), Job(3, 6, 1, 0)],
            [(5, 5), (5, 5), (5, 7), (7, 7)]);
        Assert.Equal([0, 1, 2, 3], run.Ended.Select(job => job.Arrival.Number));
        Assert.Equal(default, run.Job(0).Energy);
        Assert.Equal(VirtualTime.FromSeconds(7), run.End);
    }

    [Fact]
    public void Interval_PassesOnlyAtItsMultiples() => AssertSchedule(
        WithInterval(Plan(2, QueueOrder.Fifo), 30),
        [Job(0, 0, 1, 35), Job(1, 1, 1, 10), Job(2, 30, 1, 5), Job(3, 31, 2, 1)],
        [(0, 35), (30, 40), (60, 65), (90, 91)]);

    [Fact]
    public void Interval_ZeroWorkAtMultiple_GoesOnAtTheSameInstant() => AssertSchedule(
        WithInterval(Plan(1, QueueOrder.Fifo), 30),
        [Job(0, 30, 1, 0), Job(1, 30, 1, 0), Job(2, 30, 1, 1)],
        [(30, 30), (30, 30), (30, 31)]);

    [Fact]
    public void Nodes_FragmentedHosts_MakeWholeHostJobWait()
    {
        var plan = Plan(8, QueueOrder.Fifo);
        plan = plan with { Scheduling = plan.Scheduling with { Placement = PlacementPolicy.Nodes } };
        AssertSchedule(
            plan,
            [Job(0, 0, 3, 10), Job(1, 0, 3, 20), Job(2, 1, 4, 5), Job(3, 2, 1, 1)],
            [(0, 10), (0, 20), (10, 15), (10, 11)]);
    }

    [Fact]
    public void Rejected_LargerThanDataCenter_EndsAtItsSubmission()
    {
        var run = InProcessFleet.Play(Plan(4, QueueOrder.Fifo), Job(0, 0, 4, 10), Job(1, 3, 5, 10), Job(2, 4, 4, 1));
        var expected = new JobRecord(
            Job(1, 3, 5, 10), 0, JobState.Rejected, null, VirtualTime.FromSeconds(3), 0, default, default, default);
        Assert.Equal(expected, run.Job(1));
        Assert.Equal([1, 0, 2], run.Ended.Select(job => job.Arrival.Number));
        Assert.Equal([JobState.Completed, JobState.Rejected, JobState.Completed], run.AllJobs.Select(job => job.State));
    }

    [Fact]
    public void Completed_RecordTellsWhatTheJobHeldAndDrew()
    {
        var run = InProcessFleet.Play(Plan(4, QueueOrder.Fifo), Job(0, 2, 3, 10));
        var energy = Watts.FromWatts(3 * 700) * VirtualDuration.FromSeconds(10);
        var expected = new JobRecord(
            Job(0, 2, 3, 10),
            0,
            JobState.Completed,
            VirtualTime.FromSeconds(2),
            VirtualTime.FromSeconds(12),
            0,
            VirtualDuration.FromSeconds(10),
            default,
            energy);
        Assert.Equal(expected, Assert.Single(run.Ended));
    }

    [Fact]
    public void Account_HandComputedRun_IsExact()
    {
        var plan = Plan(4, QueueOrder.Fifo) with { SampleInterval = VirtualDuration.FromSeconds(8) };
        var run = InProcessFleet.Play(plan, Job(0, 0, 3, 10), Job(1, 1, 2, 5));
        var account = run.Closings[0].Account;
        const long Second = VirtualDuration.MicrosecondsPerSecond;
        Assert.Equal(VirtualTime.FromSeconds(15), run.End);
        Assert.Equal((9 * Second, 15 * Second), ((long)account.QueuedJobs, (long)account.RunningJobs));
        Assert.Equal((20 * Second, 40 * Second, 0), ((long)account.Idle, (long)account.Busy, (long)account.Failed));
        var chipEnergy = (Int128)((100_000 * 20) + (700_000 * 40)) * Second;
        Assert.Equal(chipEnergy, account.ChipEnergy.Nanojoules);
        Assert.Equal(chipEnergy + ((300_000 + 1_000_000) * 15 * Second), account.ItEnergy.Nanojoules);
        var samples = run.Samples.Concat(run.Closings[0].Samples).ToArray();
        Assert.Equal(
            [(0, 8, 7, 8, 8, 24), (8, 15, 2, 7, 12, 16)],
            samples.Select(sample => (
                (int)sample.Start.Seconds,
                (int)sample.End.Seconds,
                (int)(sample.Queued / Second),
                (int)(sample.Running / Second),
                (int)(sample.Idle / Second),
                (int)(sample.Busy / Second))));
        Assert.Equal(account.ItEnergy, samples.Aggregate(default(Joules), (sum, sample) => sum + sample.Energy));
    }

    private static DataCenterPlan Plan(int chips, QueueOrder order)
    {
        var plan = TestPlans.DataCenter(chips, 8, 4);
        return plan with { Scheduling = plan.Scheduling with { Order = order } };
    }

    private static DataCenterPlan WithInterval(DataCenterPlan plan, long seconds) =>
        plan with { Scheduling = plan.Scheduling with { Interval = VirtualDuration.FromSeconds(seconds) } };

    private static JobArrival Job(int number, long submit, int chips, long work) => TestPlans.Job(number, submit, chips, work);

    private static JobArrival Of(int source, JobArrival job) => job with { Source = source };

    private static PlayedRun AssertSchedule(DataCenterPlan plan, JobArrival[] jobs, (long? Start, long? End)[] expected)
    {
        var run = InProcessFleet.Play(plan, jobs);
        Assert.Equal(expected, run.Schedule);
        return run;
    }
}
