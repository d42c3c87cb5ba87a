using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

public sealed class FleetProcessTests
{
    private static readonly VirtualDuration Hour = VirtualDuration.FromHours(1);

    [Fact]
    public void Routing_NamedDataCenter_GetsTheJobEvenWhenTooSmall()
    {
        var run = Play(VirtualTime.Never, [8, 4], Job(0, 0, 1, 1) with { DataCenter = 1 }, Job(1, 0, 8, 1) with { DataCenter = 1 });
        Assert.Equal([1, 1], run.AllJobs.Select(job => job.DataCenter));
        Assert.Equal(JobState.Rejected, run.Job(1).State);
        Assert.Equal([0L, 2], run.Submitted);
    }

    [Fact]
    public void Routing_AnyDataCenter_TakesLeastAskedForItsSize()
    {
        // Asked per chip before each job: 0/8 0/4, 2/8 0/4, 2/8 1/4, 3/8 1/4, 3/8 2/4, 6/8 2/4.
        int[] chips = [2, 1, 1, 1, 3, 4];
        var run = Play(VirtualTime.Never, [8, 4], [.. chips.Select((count, number) => Job(number, number, count, 1))]);
        Assert.Equal([0, 1, 0, 1, 0, 1], Enumerable.Range(0, chips.Length).Select(number => run.Job(number).DataCenter));
        Assert.Equal([3L, 3], run.Submitted);
    }

    [Fact]
    public void Routing_AnyDataCenter_SkipsTooSmallOnes()
    {
        var run = Play(VirtualTime.Never, [4, 8], Job(0, 0, 6, 1), Job(1, 1, 6, 1), Job(2, 2, 1, 1));
        Assert.Equal([1, 1, 0], Enumerable.Range(0, 3).Select(number => run.Job(number).DataCenter));
    }

    [Fact]
    public void Routing_FitsNowhere_IsRejectedByTheLargest()
    {
        var run = Play(VirtualTime.Never, [4, 8, 8], Job(0, 0, 9, 1), Job(1, 1, 8, 1));
        Assert.Equal((1, JobState.Rejected), (run.Job(0).DataCenter, run.Job(0).State));
        Assert.Equal((1, JobState.Completed), (run.Job(1).DataCenter, run.Job(1).State));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(86_400)]
    public void End_NotFixed_IsEndOfLastJobWhateverTheWindow(long seconds)
    {
        JobArrival[] jobs =
        [
            Job(0, 0, 4, 20) with { DataCenter = 0 },
            Job(1, 100, 4, 33) with { DataCenter = 1 },
            Job(2, 119, 5, 1) with { DataCenter = 1 },
        ];
        var run = InProcessFleet.Play(Fleet(VirtualTime.Never, [4, 4]), jobs, VirtualDuration.FromSeconds(seconds));
        Assert.Equal(At(133), run.End);
        Assert.All(run.Closings, closing => Assert.Equal(
            (Int128)4 * 133_000_000, closing.Account.Idle + closing.Account.Busy + closing.Account.Failed));
    }

    [Fact]
    public void End_RejectionIsLast_IsItsInstant()
    {
        var run = Play(VirtualTime.Never, [4, 4], Job(0, 0, 4, 20), Job(1, 100, 5, 1));
        Assert.Equal(At(100), run.End);
    }

    [Fact]
    public void End_NoJobs_IsTheStart() => Assert.Equal(VirtualTime.Zero, Play(VirtualTime.Never, [4]).End);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(3600)]
    public void End_Fixed_HappensStillAndNothingAfter(long window)
    {
        JobArrival[] jobs = [Job(0, 0, 1, 100), Job(1, 50, 2, 50), Job(2, 60, 1, 41), Job(3, 100, 2, 0), Job(4, 101, 1, 1)];
        var run = InProcessFleet.Play(Fleet(At(100), [4]), jobs, VirtualDuration.FromSeconds(window));
        Assert.Equal(At(100), run.End);
        Assert.Equal([0, 1, 3], run.Ended.Select(job => job.Arrival.Number));
        Assert.All(run.Ended, job => Assert.Equal(At(100), job.End));
        Assert.Equal([(2, JobState.Running)], run.Closings[0].Unfinished.Select(job => (job.Arrival.Number, job.State)));
        Assert.Equal([4L], run.Submitted);
    }

    [Fact]
    public void End_FixedBeyondLastJob_IsReached()
    {
        var run = Play(At(50_000), [4], Job(0, 0, 1, 1));
        Assert.Equal(At(50_000), run.End);
        Assert.Equal((Int128)4 * 50_000_000_000, run.Closings[0].Account.Idle + 1_000_000);
    }

    [Fact]
    public void Order_OfEndedJobs_IsByEndThenDataCenter()
    {
        var run = Play(
            VirtualTime.Never,
            [4, 4],
            Job(0, 0, 1, 30) with { DataCenter = 1 },
            Job(1, 0, 1, 30) with { DataCenter = 0 },
            Job(2, 0, 1, 20) with { DataCenter = 1 },
            Job(3, 30, 5, 1) with { DataCenter = 0 },
            Job(4, 20, 1, 10) with { DataCenter = 0 });
        Assert.Equal([2, 1, 4, 3, 0], run.Ended.Select(job => job.Arrival.Number));
    }

    [Fact]
    public void Order_OfSamples_IsByEndThenDataCenter()
    {
        var run = Play(At(7300), [4, 4], Job(0, 0, 1, 30));
        Assert.Equal(
            [(3600, 0), (3600, 1), (7200, 0), (7200, 1)],
            run.Samples.Select(sample => ((int)sample.End.Seconds, sample.DataCenter)));
        Assert.Equal(At(7300), run.Closings[1].Samples.Single().End);
    }

    private static PlayedRun Play(VirtualTime end, int[] chips, params JobArrival[] jobs) =>
        InProcessFleet.Play(Fleet(end, chips), [.. jobs.OrderBy(job => (job.Submit, job.Number))], Hour);

    private static FleetPlan Fleet(VirtualTime end, int[] chips) => new(
        [.. chips.Select((count, index) => DataCenter(count, index, chips.Take(index).Sum()))], end);

    private static DataCenterPlan DataCenter(int chips, int index, int firstChip) =>
        TestPlans.DataCenter(chips, 4, 2) with { Index = index, FirstChip = firstChip };

    private static JobArrival Job(int number, long submit, int chips, long work) => TestPlans.Job(number, submit, chips, work);

    private static VirtualTime At(long seconds) => VirtualTime.FromSeconds(seconds);
}
