using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Jobs that go on with fewer chips: of eight chips in four hosts unless a test says otherwise.</summary>
public sealed class ShrinkTests
{
    [Theory]
    [InlineData(RecoveryMode.Requeue)]
    [InlineData(RecoveryMode.InPlace)]
    public void Job_ThatShrinks_GoesOnAtOnceAtThePaceOfItsChips(RecoveryMode recovery)
    {
        // It has done nothing that is saved when it goes on at 50 s with six of eight chips: 800 chip-seconds take 133.333334 s.
        var job = Play(Plan(recovery, TestPlans.Outage(50, 10_000, host: 0)), new(2, 2)).Job(0);
        Assert.Equal(VirtualTime.FromSeconds(50) + new VirtualDuration(133_333_334), job.End);
        Assert.Equal((1, VirtualDuration.Zero, VirtualDuration.Zero), (job.Shrinks, job.Awaiting, job.Requeued));
        Assert.Equal(ChipSeconds(800), job.ChipTime.Productive);
        Assert.Equal(new VirtualDuration(133_333_334), job.Productive);

        // Four of the six chips have nothing left to do in the last microsecond.
        Assert.Equal(((Int128)4, VirtualDuration.Zero), (job.ChipTime.Slowed, job.Slowed));
        Assert.Equal((ChipSeconds(400), ChipSeconds(400) + (6 * (Int128)133_333_334)), (job.ChipTime.Lost, job.ChipTime.Held));
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 6)]
    [InlineData(3, 6)]
    [InlineData(4, 4)]
    [InlineData(5, 5)]
    public void Job_WithAStep_WorksWithAMultipleOfIt(int step, int expected)
    {
        var plan = Plan(RecoveryMode.Requeue, TestPlans.Outage(50, 10_000, host: 0));
        var job = Play(plan, new(step, step)).Job(0);
        var time = (ChipSeconds(800) + expected - 1) / expected;
        Assert.Equal(50_000_000 + time, job.End!.Value.Microseconds);
    }

    [Theory]
    [InlineData(RecoveryMode.Requeue, 0, 950)]
    [InlineData(RecoveryMode.InPlace, 950, 0)]
    public void Job_WithTooFewChips_DoesWhatOthersDo(RecoveryMode recovery, long awaiting, long requeued)
    {
        var job = Play(Plan(recovery, TestPlans.Outage(50, 950, host: 0)), new(7, 1)).Job(0);
        Assert.Equal((VirtualTime.FromSeconds(1100), 0), (job.End, job.Shrinks));
        Assert.Equal(
            (VirtualDuration.FromSeconds(awaiting), VirtualDuration.FromSeconds(requeued)), (job.Awaiting, job.Requeued));
    }

    [Fact]
    public void Job_ThatHasShrunk_HasAllItsChipsAfterItsNextInterruption()
    {
        // From 50 s on it works with six chips, all of which are there again at 100 s; at 110 s the last host is out for a second.
        var plan = Plan(RecoveryMode.Requeue, TestPlans.Outage(50, 50, host: 0), TestPlans.Outage(110, 1, host: 3));
        plan = plan with { Failures = plan.Failures with { CheckpointInterval = VirtualDuration.FromSeconds(10) } };
        var job = Play(plan with { Topology = new(10, 10, 2) }, new(2, 2), work: 200).Job(0);
        Assert.Equal((2, 0), (job.Restarts, job.Shrinks));
        job = Play(plan, new(2, 2), work: 200).Job(0);
        Assert.Equal((2, 2), (job.Restarts, job.Shrinks));
        plan = plan with { Outages = [TestPlans.Outage(50, 50, host: 0), TestPlans.Outage(110, 0, host: 3)] };
        job = Play(plan, new(2, 2), work: 200).Job(0);
        Assert.Equal((2, 1), (job.Restarts, job.Shrinks));

        // 50 s with eight chips, 60 s with six, the rest with eight again.
        var rest = ChipSeconds((8 * 200) - (8 * 50) - (6 * 60)) / 8;
        Assert.Equal(110_000_000 + rest, job.End!.Value.Microseconds);
        Assert.Equal(ChipSeconds(8 * 200), job.ChipTime.Productive);
    }

    [Fact]
    public void Failure_OfAShrunkJob_IsChargedWithTheChipsThatItHad()
    {
        var plan = Plan(RecoveryMode.Requeue, TestPlans.Outage(50, 10_000, host: 0), TestPlans.Outage(60, 10_000, host: 1));
        var run = Play(plan, new(2, 2));
        var losses = run.Failures.OrderBy(failure => failure.Failed).Select(failure => (failure.LostChips, failure.LostChipTime));
        Assert.Equal([(8, ChipSeconds(8 * 50)), (6, ChipSeconds(6 * 10))], losses);
        Assert.Equal(ChipSeconds(460), run.Job(0).ChipTime.Lost);
        Assert.Equal(2, run.Job(0).Shrinks);
    }

    [Fact]
    public void Terms_OfAShrunkJob_AreThoseOfItsSize()
    {
        // A restart takes a second a chip.
        var plan = Plan(RecoveryMode.Requeue, TestPlans.Outage(50, 10_000, host: 0));
        plan = plan with { Failures = plan.Failures with { RestartPerThousandChips = VirtualDuration.FromSeconds(1000) } };
        var job = Play(plan, new(2, 2)).Job(0);
        Assert.Equal((VirtualDuration.FromSeconds(6), ChipSeconds(36)), (job.Restarting, job.ChipTime.Restarting));
    }

    [Theory]
    [InlineData(PlacementPolicy.Nodes, 2, 6)]
    [InlineData(PlacementPolicy.Cubes, 1, 4)]
    [InlineData(PlacementPolicy.Slices, 1, 0)]
    public void Job_OfSeveralUnits_KeepsThoseThatLackNothing(PlacementPolicy placement, int chipsDown, int expected)
    {
        var outage = TestPlans.Outage(50, 950, host: 0) with { Chip = chipsDown == 1 ? 0 : null };
        var plan = Plan(RecoveryMode.Requeue, outage) with { Topology = new(8, 4, 2) };
        plan = plan with { Scheduling = plan.Scheduling with { Placement = placement } };
        var job = Play(plan, new(1, 1)).Job(0);
        Assert.Equal(expected == 0 ? 0 : 1, job.Shrinks);
        var end = expected == 0 ? 1_100_000_000 : 50_000_000 + ((ChipSeconds(800) + expected - 1) / expected);
        Assert.Equal(end, job.End!.Value.Microseconds);
    }

    [Fact]
    public void Chips_OfAShrunkJob_BeyondItsStep_ServeOthers()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 10_000, host: 0));
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 8, 100) with { Shrink = new(4, 4) }, TestPlans.Job(1, 1, 2, 10));
        Assert.Equal([(0L, 250L), (50L, 60L)], run.Schedule);
    }

    [Theory]
    [InlineData(500_000, 1, 8, 4, 1)]
    [InlineData(500_000, 3, 8, 6, 3)]
    [InlineData(1, 1, 8, 1, 1)]
    [InlineData(999_999, 1, 8, null, null)]
    [InlineData(500_000, 8, 8, null, null)]
    [InlineData(500_000, 8, 1_000_000_000, 500_000_000, 8)]
    public void ShrinkRule_OfAShare_RoundsUpToTheStep(int to, int step, int chips, int? least, int? expectedStep)
    {
        var shrink = new ShrinkRule(to, step).For(chips);
        Assert.Equal((least, expectedStep), (shrink?.MinChips, shrink?.Step));
    }

    [Fact]
    public void JobShrink_OfAnyChips_IsTheLargestSizeAllowed() => Gen.Select(Gen.Int[1, 50], Gen.Int[1, 9], Gen.Int[0, 60]).Sample(
        (steps, step, chips) =>
        {
            var shrink = new JobShrink(steps * step, step);
            var expected = Enumerable.Range(0, chips + 1).Where(size => size % step == 0 && size >= shrink.MinChips).DefaultIfEmpty(0).Max();
            Assert.Equal(expected, shrink.Largest(chips));
        });

    private static PlayedRun Play(DataCenterPlan plan, JobShrink shrink, long work = 100) =>
        InProcessFleet.Play(plan, TestPlans.Job(0, 0, 8, work) with { Shrink = shrink });

    private static DataCenterPlan Plan(RecoveryMode recovery, params PlannedOutage[] outages)
    {
        var plan = TestPlans.DataCenter(8, 8, 2);
        return plan with
        {
            Outages = outages,
            OutageCauses = ["maintenance"],
            Failures = plan.Failures with { Recovery = recovery },
        };
    }

    private static Int128 ChipSeconds(long chipSeconds) => (Int128)chipSeconds * 1_000_000;
}
