using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting;

/// <summary>The open tables of one run.</summary>
internal sealed class ResultTables : IDisposable
{
    /// <summary>Creates the tables in a folder.</summary>
    public ResultTables(RunLabels labels, string folder, ResultOptions options)
    {
        Jobs = options.Format.Create(JobsTable.Schema(labels), folder);
        Failures = options.Format.Create(FailuresTable.Schema(labels), folder);
        Timeseries = options.Format.Create(TimeseriesTable.Schema(labels), folder);
        Chips = options.ChipsTable ? options.Format.Create(ChipsTable.Schema(labels), folder) : null;
    }

    /// <summary>The <c>jobs</c> table.</summary>
    public ITableWriter<JobRecord> Jobs { get; }

    /// <summary>The <c>failures</c> table.</summary>
    public ITableWriter<FailureRecord> Failures { get; }

    /// <summary>The <c>timeseries</c> table.</summary>
    public ITableWriter<IntervalSample> Timeseries { get; }

    /// <summary>The <c>chips</c> table; null when it is switched off.</summary>
    public ITableWriter<ChipRow>? Chips { get; }

    /// <summary>Completes every table.</summary>
    public void Complete()
    {
        Jobs.Complete();
        Failures.Complete();
        Timeseries.Complete();
        Chips?.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Jobs.Dispose();
        Failures.Dispose();
        Timeseries.Dispose();
        Chips?.Dispose();
    }
}
