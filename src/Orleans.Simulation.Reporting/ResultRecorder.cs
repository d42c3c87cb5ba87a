using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Hashing;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting;

/// <summary>Takes a run's records as they come and turns them into tables, a summary and a hash.</summary>
/// <remarks>
/// Memory does not grow with the run: tables and waits go to disk. Records of a kind must come in an order that the scenario
/// determines, since the hash covers it; kinds may interleave in any way. Not thread-safe. Disposing without
/// <see cref="FinishAsync"/> discards the folder and leaves earlier results as they were.
/// </remarks>
public sealed class ResultRecorder : IDisposable
{
    private readonly ResultFolder? _folder;
    private readonly ResultTables? _tables;
    private readonly WindowHashLog? _windows;
    private readonly ResultHash _hash = new();
    private readonly RunStatistics _statistics;
    private readonly IReadOnlyList<PublishedFigure> _published;
    private bool _finished;

    /// <summary>Starts recording.</summary>
    /// <param name="labels">Names of the run's data centers and sources.</param>
    /// <param name="folder">Where files go; the recorder owns it. Null: no files, only summary and hash.</param>
    /// <param name="options">Which tables are written; null: all of them as CSV.</param>
    /// <exception cref="IOException">A table cannot be created; the folder is discarded.</exception>
    public ResultRecorder(RunLabels labels, ResultFolder? folder = null, ResultOptions? options = null)
    {
        _statistics = new RunStatistics(labels);
        _folder = folder;
        options ??= new ResultOptions();
        _published = options.Published;
        try
        {
            _tables = folder is null || !options.Tables ? null : new ResultTables(labels, folder.PartialPath, options);
            _windows = folder is null ? null : new WindowHashLog(folder.PartialPath);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Records what became of a job.</summary>
    /// <exception cref="IOException">The table cannot be written.</exception>
    public void Record(JobRecord job)
    {
        _statistics.Add(job);
        _hash.Add(job);
        _tables?.Jobs.Write(job);
    }

    /// <summary>Records a failure.</summary>
    /// <exception cref="IOException">The table cannot be written.</exception>
    public void Record(FailureRecord failure)
    {
        _statistics.Add(failure);
        _hash.Add(failure);
        _tables?.Failures.Write(failure);
    }

    /// <summary>Records an interval of the time series.</summary>
    /// <exception cref="IOException">The table cannot be written.</exception>
    /// <exception cref="SimulationFaultException">The interval has no length, so that it has no means.</exception>
    public void Record(IntervalSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.End <= sample.Start)
        {
            throw new SimulationFaultException(
                $"Data center {sample.DataCenter} sampled from {sample.Start} to {sample.End}; expected an end after the start.");
        }

        _hash.Add(sample);
        _tables?.Timeseries.Write(sample);
    }

    /// <summary>Records a window of the rolling hashes. They follow from the other records and are not part of the result hash.</summary>
    /// <exception cref="IOException">The log cannot be written.</exception>
    public void Record(WindowHash window) => _windows?.Write(window);

    /// <summary>Records what a chip says of itself at the end of the run.</summary>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="rack">Index of the rack in the data center.</param>
    /// <param name="chip">The chip's account.</param>
    /// <exception cref="IOException">The table cannot be written.</exception>
    public void Record(int dataCenter, int rack, ChipAccount chip)
    {
        _hash.Add(dataCenter, rack, chip);
        _tables?.Chips?.Write(new ChipRow(dataCenter, rack, chip));
    }

    /// <summary>Writes <c>summary.json</c> and <c>performance.json</c> and puts the folder in place.</summary>
    /// <param name="outcome">How the run ended.</param>
    /// <param name="performance">How it went on this machine.</param>
    /// <returns>The summary that was written.</returns>
    /// <exception cref="IOException">The results cannot be written or put in place; earlier results are as they were.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    /// <exception cref="SimulationFaultException">A data center lost or invented jobs, or has no account.</exception>
    public async Task<RunSummary> FinishAsync(RunOutcome outcome, RunPerformance performance)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(performance);
        ObjectDisposedException.ThrowIf(_finished, this);
        _finished = true;
        foreach (var account in outcome.Accounts)
        {
            _hash.Add(account);
        }

        var summary = _statistics.Summarize(outcome, _hash.Current());
        if (_published.Count > 0)
        {
            summary = summary with { Published = [.. _published.Select(figure => figure.MeasuredBy(summary))] };
        }

        _tables?.Complete();
        _windows?.Dispose();
        if (_folder is not null)
        {
            await File.WriteAllTextAsync(_folder.FileOf(ResultFolder.PerformanceFile), ResultJson.Write(performance));
            await File.WriteAllTextAsync(_folder.FileOf(ResultFolder.SummaryFile), ResultJson.Write(summary));
            _folder.Commit(outcome.Complete);
        }

        return summary;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tables?.Dispose();
        AbandonWindows();
        _folder?.Dispose();
        _hash.Dispose();
        _statistics.Dispose();
    }

    /// <summary>Closes the hash log, whatever the disk says: the file is complete or about to be deleted.</summary>
    private void AbandonWindows()
    {
        try
        {
            _windows?.Dispose();
        }
        catch (IOException)
        {
            // What failed has been reported where it did.
        }
    }
}
