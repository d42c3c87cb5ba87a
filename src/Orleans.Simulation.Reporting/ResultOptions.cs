using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting;

/// <summary>Which tables a run writes and how, and what stands beside its results. It changes neither them nor their hash.</summary>
/// <param name="Format">Format of the tables; CSV by default.</param>
/// <param name="ChipsTable">Whether the <c>chips</c> table, a row for each chip, is written; by default it is.</param>
/// <param name="Tables">Whether any table is written; by default they are.</param>
public sealed record ResultOptions(TableFormat Format = TableFormat.Csv, bool ChipsTable = true, bool Tables = true)
{
    /// <summary>Figures of publications that the summary sets beside what the run measured. Default: none.</summary>
    public IReadOnlyList<PublishedFigure> Published { get; init; } = [];
}
