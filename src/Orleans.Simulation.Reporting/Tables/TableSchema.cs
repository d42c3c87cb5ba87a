namespace Orleans.Simulation.Reporting.Tables;

/// <summary>A result table as every format writes it: its name and its columns in order.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <param name="Name">Name of the table, and of its file without the extension.</param>
/// <param name="Columns">Its columns in order, each with its own name; at least one.</param>
public sealed record TableSchema<TRow>(string Name, IReadOnlyList<TableColumn<TRow>> Columns);
