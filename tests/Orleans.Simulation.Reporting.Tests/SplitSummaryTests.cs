using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>What results say of jobs over several data centers.</summary>
public sealed class SplitSummaryTests : IDisposable
{
    private readonly RunStatistics _statistics = new(SampleRun.Labels with { SplitsJobs = true });

    [Fact]
    public void Split_Jobs_AreDoneWithTheirLastPart()
    {
        var summary = Summarize(
            Part(1, index: 1, count: 2, dataCenter: 1, end: 70),
            Part(4, index: 2, count: 3, dataCenter: 1, end: 80),
            Part(0, index: 0, count: 2, dataCenter: 0, end: 100),
            Part(2, index: 0, count: 3, dataCenter: 1, end: 110),
            Part(3, index: 1, count: 3, dataCenter: 1, end: 150));

        Assert.Equal(new SplitSummary(2, 2, 1.5m, 125, 50), summary.Split);
    }

    [Fact]
    public void Split_JobOfWhichAPartIsNotDone_IsNotCompleted()
    {
        var summary = Summarize(
            Part(0, index: 0, count: 2, dataCenter: 0, end: 100),
            Part(1, index: 1, count: 2, dataCenter: 1, end: 70) with { State = JobState.Running, End = null });

        Assert.Equal(new SplitSummary(1, 0, 2, null, null), summary.Split);
    }

    [Fact]
    public void Split_Gangs_SayWhatPeersCostThem()
    {
        var summary = Summarize(
            Part(0, index: 0, count: 2, dataCenter: 0, end: 100) with { Peers = new(2, new(1_500_000), new(250_000)) },
            Part(1, index: 1, count: 2, dataCenter: 1, end: 100) with { Peers = new(1, new(0), new(3_000_000)) },
            Part(2, index: 0, count: 2, dataCenter: 0, end: 100),
            Part(3, index: 1, count: 2, dataCenter: 1, end: 100));

        Assert.Equal(new GangSummary(3, 6, 13), summary.Split!.Gangs);
    }

    [Fact]
    public void Hash_Peers_Count()
    {
        var job = Part(1, index: 1, count: 2, dataCenter: 1, end: 70) with { Peers = new(1, new(2), new(3)) };
        string[] hashes =
        [
            SampleRun.HashOf(job),
            SampleRun.HashOf(job with { Peers = new(2, new(2), new(3)) }),
            SampleRun.HashOf(job with { Peers = new(1, new(3), new(3)) }),
            SampleRun.HashOf(job with { Peers = new(1, new(2), new(4)) }),
            SampleRun.HashOf(job with { Peers = default(PeerLosses) }),
            SampleRun.HashOf(job with { Peers = null }),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Split_NoJob_HasNoMeans() => Assert.Equal(new SplitSummary(0, 0, null, null, null), Summarize().Split);

    [Fact]
    public void Split_ScenarioThatSplitsNone_IsLeftOut()
    {
        using var statistics = new RunStatistics(SampleRun.Labels);
        Array.ForEach(SampleRun.Jobs, statistics.Add);

        Assert.Null(statistics.Summarize(SampleRun.Outcome, "hash").Split);
    }

    [Fact]
    public void Hash_Part_Counts()
    {
        var job = Part(1, index: 1, count: 2, dataCenter: 1, end: 70);
        string[] hashes =
        [
            SampleRun.HashOf(job),
            SampleRun.HashOf(job with { Arrival = job.Arrival with { Part = new(1, 3) } }),
            SampleRun.HashOf(job with { Arrival = job.Arrival with { Part = new(0, 2) } }),
            SampleRun.HashOf(job with { Arrival = job.Arrival with { Part = null } }),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    public void Dispose() => _statistics.Dispose();

    private RunSummary Summarize(params JobRecord[] jobs)
    {
        Array.ForEach(jobs, _statistics.Add);
        long[] submitted = [.. Enumerable.Range(0, 2).Select(index => (long)jobs.Count(job => job.DataCenter == index))];
        return _statistics.Summarize(SampleRun.Outcome with { Submitted = submitted }, "hash");
    }

    /// <summary>A part of a job that was submitted at the start.</summary>
    private static JobRecord Part(int number, int index, int count, int dataCenter, long end) => new(
        new(number, 1, 0, $"job/{index + 1}", JobArrival.AnyDataCenter, 4, VirtualTime.Zero, VirtualDuration.FromSeconds(10))
        {
            Part = new(index, count),
        },
        dataCenter,
        JobState.Completed,
        VirtualTime.Zero,
        VirtualTime.FromSeconds(end),
        0,
        VirtualDuration.FromSeconds(10),
        VirtualDuration.Zero,
        default(Joules))
    {
        Site = default(SiteTotals),
    };
}
