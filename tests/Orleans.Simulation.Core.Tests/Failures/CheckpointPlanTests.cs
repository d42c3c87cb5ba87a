using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Failures;

/// <summary>What of an attempt's work is safe when, and what checkpoints cost it.</summary>
public sealed class CheckpointPlanTests
{
    private static readonly VirtualDuration Interval = VirtualDuration.FromSeconds(100);
    private static readonly VirtualDuration Write = VirtualDuration.FromSeconds(10);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(99, 0, 99, 0)]
    [InlineData(105, 0, 100, 5)]
    [InlineData(110, 100, 0, 10)]
    [InlineData(219, 100, 100, 19)]
    [InlineData(220, 200, 0, 20)]
    public void Progress_StandingStillToWrite_SavesWhatIsWritten(long elapsed, long saved, long since, long paused) =>
        AssertProgress(new(Interval, Write, Overlaps: false), elapsed, saved, since, paused);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 0, 10)]
    [InlineData(100, 0, 100)]
    [InlineData(109, 0, 109)]
    [InlineData(110, 100, 10)]
    [InlineData(209, 100, 109)]
    [InlineData(210, 200, 10)]
    public void Progress_WritingMeanwhile_SavesWhatWasDoneWhenTheWriteBegan(long elapsed, long saved, long since) =>
        AssertProgress(new(Interval, Write, Overlaps: true), elapsed, saved, since, paused: 0);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Progress_WithoutCheckpoints_SavesNothing(bool overlaps) =>
        AssertProgress(new(VirtualDuration.Zero, VirtualDuration.Zero, overlaps), 1000, saved: 0, since: 1000, paused: 0);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100_000_000, 0)]
    [InlineData(100_000_001, 10)]
    [InlineData(200_000_000, 10)]
    [InlineData(200_000_001, 20)]
    public void PausesIn_StandingStillToWrite_CountsCheckpointsBeforeTheEnd(long work, long paused)
    {
        var plan = new CheckpointPlan(Interval, Write, Overlaps: false);
        Assert.Equal(VirtualDuration.FromSeconds(paused), plan.PausesIn(new(work)));
        Assert.Equal(VirtualDuration.Zero, (plan with { Overlaps = true }).PausesIn(new(work)));
    }

    [Theory]
    [InlineData(409, 300, 109)]
    [InlineData(410, 400, 10)]
    public void Outage_UnderJobThatWritesMeanwhile_LosesWhatIsNotWritten(long start, long saved, long lost)
    {
        var plan = TestPlans.DataCenter(2, 1, 1);
        plan = plan with
        {
            Outages = [TestPlans.Outage(start, 5000, host: 0)],
            OutageCauses = ["maintenance"],
            Failures = plan.Failures with { CheckpointInterval = Interval, CheckpointWrite = Write, CheckpointsOverlap = true },
        };
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 1, 1000)).Job(0);
        Assert.Equal(VirtualTime.FromSeconds(start + 1000 - saved), job.End);
        Assert.Equal((VirtualDuration.FromSeconds(lost), VirtualDuration.Zero), (job.Lost, job.Checkpointing));
    }

    private static void AssertProgress(CheckpointPlan plan, long elapsed, long saved, long since, long paused) => Assert.Equal(
        (VirtualDuration.FromSeconds(saved), VirtualDuration.FromSeconds(since), VirtualDuration.FromSeconds(paused)),
        plan.Progress(VirtualDuration.FromSeconds(elapsed)));
}
