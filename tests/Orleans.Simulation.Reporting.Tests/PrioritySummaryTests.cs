using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>What results say of jobs by their priority.</summary>
public sealed class PrioritySummaryTests
{
    /// <summary>Job 0 waited for 40 s with three chips; the second source has one job, which had nothing to do.</summary>
    [Fact]
    public void Priorities_ThatDiffer_HaveARowEach()
    {
        var summary = Summarize(SampleRun.Labels with { Priorities = [-3, 5] });

        Assert.Equal([5, -3], summary.Priorities!.Select(row => row.Priority));
        var (high, low) = (summary.Priorities![0], summary.Priorities[1]);
        Assert.Equal([["night"], ["itp"]], summary.Priorities!.Select(row => row.Sources));
        Assert.Equal((1, 1, 0, 0), ((int)high.Jobs.Submitted, (int)high.Jobs.Completed, (int)high.Interruptions, (int)high.WaitingChipSeconds));
        Assert.Equal((4, 1, 1, 1, 1), ((int)low.Jobs.Submitted, (int)low.Jobs.Completed, (int)low.Jobs.Rejected, (int)low.Jobs.Queued, (int)low.Jobs.Running));
        Assert.Equal((3, 3, 120m), (low.Jobs.Restarts, low.Interruptions, low.WaitingChipSeconds));
        Assert.Equal((0m, 0m), (high.Jobs.MeanWaitSeconds, high.Jobs.LostChipSeconds));
        Assert.Equal((2640.125m, 5280.25m, 405m), (low.Jobs.MeanWaitSeconds, low.Jobs.MaxWaitSeconds, low.Jobs.LostChipSeconds));
    }

    [Fact]
    public void Priorities_OfSeveralSources_AreOneRow()
    {
        var summary = Summarize(SampleRun.Labels with { Sources = ["itp", "night", "none"], Priorities = [1, 1, 0] });

        Assert.Equal([["itp", "night"], ["none"]], summary.Priorities!.Select(row => row.Sources));
        Assert.Equal([5L, 0], summary.Priorities!.Select(row => row.Jobs.Submitted));
    }

    [Theory]
    [InlineData]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    public void Priorities_ThatAreAllTheSame_AreLeftOut(params int[] priorities)
    {
        var summary = Summarize(SampleRun.Labels with { Priorities = priorities });

        Assert.Null(summary.Priorities);
        Assert.DoesNotContain("priorit", ResultJson.Write(summary), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void JobsTable_Always_HasThePriorityOfTheSource()
    {
        var column = Assert.IsType<ValueColumn<JobRecord, int>>(
            JobsTable.Schema(SampleRun.Labels with { Priorities = [-3, 5] }).Columns.Single(each => each.Name == "priority"));

        Assert.Equal([-3, 5, -3, -3, -3], SampleRun.Jobs.Select(column.Get));
    }

    private static RunSummary Summarize(RunLabels labels)
    {
        using var statistics = new RunStatistics(labels);
        Array.ForEach(SampleRun.Jobs, statistics.Add);
        return statistics.Summarize(SampleRun.Outcome, "hash");
    }
}
