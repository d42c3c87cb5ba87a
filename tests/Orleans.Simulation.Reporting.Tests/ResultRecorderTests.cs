using Orleans.Simulation.Core;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Tests;

public sealed class ResultRecorderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(TableFormat.Csv, true, "chips.csv failures.csv jobs.csv", "timeseries.csv")]
    [InlineData(TableFormat.Csv, false, "failures.csv jobs.csv", "timeseries.csv")]
    [InlineData(TableFormat.Parquet, true, "chips.parquet failures.parquet jobs.parquet", "timeseries.parquet")]
    public async Task Finish_AnyFormat_WritesEveryFileAndTheSameSummary(TableFormat format, bool chips, string tables, string timeseries)
    {
        var summary = await RunAsync(ResultFolder.Create(_scratch.At("run")), new(format, chips));
        var withoutFolder = await RunAsync(folder: null, options: null);

        var names = Directory.EnumerateFiles(_scratch.At("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal($"{tables} performance.json summary.json {timeseries} windows.hash", string.Join(' ', names));
        Assert.Equal(ResultJson.Write(withoutFolder), ResultJson.Write(summary));
        Assert.Equal(ResultJson.Write(summary), File.ReadAllText(_scratch.At("run", "summary.json")));
    }

    [Fact]
    public async Task Finish_Twice_ReplacesTheEarlierRun()
    {
        await RunAsync(ResultFolder.Create(_scratch.At("run")), new(TableFormat.Parquet));
        await RunAsync(ResultFolder.Create(_scratch.At("run")), new(TableFormat.Csv));
        Assert.False(File.Exists(_scratch.At("run", "jobs.parquet")));
        Assert.True(File.Exists(_scratch.At("run", "jobs.csv")));
        Assert.Equal(["run"], _scratch.Entries());
    }

    [Fact]
    public void Dispose_WithoutFinish_LeavesNothing()
    {
        var recorder = new ResultRecorder(SampleRun.Labels, ResultFolder.Create(_scratch.At("deep", "run")));
        SampleRun.RecordAll(recorder);
        recorder.Dispose();
        Assert.Empty(_scratch.Entries());
    }

    [SkippableTheory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Parquet)]
    public async Task Finish_DiskFull_FailsAndLeavesEarlierResults(TableFormat format)
    {
        Skip.IfNot(File.Exists("/dev/full"), "needs /dev/full");
        await RunAsync(ResultFolder.Create(_scratch.At("run")), new(TableFormat.Csv));
        var folder = ResultFolder.Create(_scratch.At("run"));
        File.CreateSymbolicLink(folder.FileOf(format.FileName("jobs")), "/dev/full");

        await Assert.ThrowsAsync<IOException>(() => RunAsync(folder, new(format)));

        Assert.Equal(["run"], _scratch.Entries());
        Assert.True(File.Exists(_scratch.At("run", "jobs.csv")));
    }

    [Fact]
    public async Task Finish_SummaryCannotBeWritten_LeavesEarlierResults()
    {
        await RunAsync(ResultFolder.Create(_scratch.At("run")), new(TableFormat.Csv));
        var folder = ResultFolder.Create(_scratch.At("run"));
        Directory.CreateDirectory(folder.FileOf(ResultFolder.SummaryFile));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => RunAsync(folder, new(TableFormat.Parquet)));

        Assert.Equal(["run"], _scratch.Entries());
        Assert.True(File.Exists(_scratch.At("run", "jobs.csv")));
    }

    [Fact]
    public async Task Finish_JobLost_IsAFault()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels, ResultFolder.Create(_scratch.At("run")));
        Array.ForEach(SampleRun.Jobs[1..], recorder.Record);

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(
            () => recorder.FinishAsync(SampleRun.Outcome, SampleRun.Performance));

        Assert.Equal("Data center north recorded 3 jobs; expected the 4 that were submitted to it.", fault.Message);
        Assert.False(Directory.Exists(_scratch.At("run")));
    }

    [Fact]
    public async Task Finish_AccountMissing_IsAFault()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        SampleRun.RecordAll(recorder);
        var outcome = SampleRun.Outcome with { Accounts = [SampleRun.Outcome.Accounts[1]] };
        await Assert.ThrowsAsync<SimulationFaultException>(() => recorder.FinishAsync(outcome, SampleRun.Performance));
    }

    [Fact]
    public void Record_SampleWithoutLength_IsAFault()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        var sample = SampleRun.Samples[0];
        Assert.Throws<SimulationFaultException>(() => recorder.Record(sample with { End = sample.Start }));
    }

    private static async Task<RunSummary> RunAsync(ResultFolder? folder, ResultOptions? options)
    {
        using var recorder = new ResultRecorder(SampleRun.Labels, folder, options);
        SampleRun.RecordAll(recorder);
        return await recorder.FinishAsync(SampleRun.Outcome, SampleRun.Performance);
    }
}
