using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Tests;

[Collection(nameof(StreamingTests))]
public sealed class StreamingTests : IDisposable
{
    /// <summary>Full row groups, so that buffers and pools have reached their size and are empty.</summary>
    private const int WarmUp = 2 * ParquetTableWriter<JobRecord>.RowsPerGroup;
    private const int Count = WarmUp + 300_000;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Parquet)]
    public async Task Record_ManyJobs_HoldsNoRows(TableFormat format)
    {
        // A job record with its arrival and id is some 300 bytes: 90 MB would remain if rows were held.
        const long Slack = 10_000_000;
        using var recorder = new ResultRecorder(SampleRun.Labels, ResultFolder.Create(_scratch.At("run")), new(format));
        RecordJobs(recorder, 0, WarmUp, Count);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        RecordJobs(recorder, WarmUp, Count, Count);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var summary = await recorder.FinishAsync(SampleRun.Outcome with { Submitted = [Count, 0] }, SampleRun.Performance);

        Assert.InRange(grown, long.MinValue, Slack);
        Assert.Equal(395_999, summary.Jobs.P99WaitSeconds);
        Assert.Equal(199_999.5m, summary.Jobs.MeanWaitSeconds);
    }

    [Fact]
    public async Task Record_ManyWaits_KeepsThemOnDiskAndExact()
    {
        // A million waits are 8 MB.
        const int Jobs = 1_000_000;
        const long Slack = 3_000_000;
        using var recorder = new ResultRecorder(SampleRun.Labels);
        RecordJobs(recorder, 0, 100_000, Jobs);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        RecordJobs(recorder, 100_000, Jobs, Jobs);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var summary = await recorder.FinishAsync(SampleRun.Outcome with { Submitted = [Jobs, 0] }, SampleRun.Performance);

        Assert.InRange(grown, long.MinValue, Slack);
        Assert.Equal(989_999, summary.Jobs.P99WaitSeconds);
        Assert.Equal(989_999, summary.DataCenters[0].Jobs.P99WaitSeconds);
        Assert.Equal(999_999, summary.Jobs.MaxWaitSeconds);
    }

    private static void RecordJobs(ResultRecorder recorder, int from, int to, int count)
    {
        var template = SampleRun.Jobs[0];
        for (var number = from; number < to; number++)
        {
            // 7919 is prime to the count: each wait from 0 to count - 1 seconds comes once, out of order.
            var start = template.Arrival.Submit + SampleRun.Span((long)number * 7919 % count);
            recorder.Record(template with
            {
                Arrival = template.Arrival with { Number = number, Row = number, Id = $"job-{number}" },
                State = JobState.Running,
                FirstStart = start,
                End = null,
            });
        }
    }
}

/// <summary>Runs alone: it measures the memory of the process.</summary>
[CollectionDefinition(nameof(StreamingTests), DisableParallelization = true)]
public sealed class StreamingCollection;
