using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>What a run writes.</summary>
public sealed record OutputSpec
{
    /// <summary>The form of tables when a scenario gives none.</summary>
    public const TableFormat DefaultTables = TableFormat.Parquet;

    /// <summary>Five minutes: 288 rows a day for each data center. [G]</summary>
    public static readonly VirtualDuration DefaultInterval = VirtualDuration.FromMinutes(5);

    /// <summary>The shortest interval of the time series: one second.</summary>
    public static readonly VirtualDuration MinInterval = VirtualDuration.FromSeconds(1);

    /// <summary>
    /// Length of an interval of the time series, from <see cref="MinInterval"/>. Default: <see cref="DefaultInterval"/>.
    /// </summary>
    public VirtualDuration Interval { get; init; } = DefaultInterval;

    /// <summary>Form of the tables; the only setting that no result depends on. Default: <see cref="DefaultTables"/>.</summary>
    public TableFormat Tables { get; init; } = DefaultTables;

    /// <summary>Whether the table of single chips is written. Default: true.</summary>
    public bool Chips { get; init; } = true;
}

/// <summary>Form of the tables that a run writes.</summary>
public enum TableFormat
{
    /// <summary>Parquet: small, typed, for pandas, DuckDB and the like.</summary>
    Parquet,

    /// <summary>Comma-separated text.</summary>
    Csv,
}
