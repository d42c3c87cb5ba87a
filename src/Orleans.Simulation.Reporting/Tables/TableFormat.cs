namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The file format of result tables. Both hold the same values under the same column names.</summary>
public enum TableFormat
{
    /// <summary>Text for people, spreadsheets and small runs: RFC 4180 with LF, UTF-8, invariant numbers.</summary>
    Csv,

    /// <summary>Compressed columns for large runs.</summary>
    Parquet,
}

/// <summary>Opens writers and names files of a <see cref="TableFormat"/>.</summary>
public static class TableFormats
{
    /// <summary>Name of the file of a table, such as <c>jobs.csv</c>.</summary>
    /// <param name="format">The format.</param>
    /// <param name="table">Name of the table.</param>
    public static string FileName(this TableFormat format, string table) =>
        format switch
        {
            TableFormat.Csv => $"{table}.csv",
            TableFormat.Parquet => $"{table}.parquet",
            _ => throw Unknown(format),
        };

    /// <summary>Creates the file of a table in a folder and opens it for writing.</summary>
    /// <typeparam name="TRow">What a row is made from.</typeparam>
    /// <param name="format">The format.</param>
    /// <param name="schema">The table.</param>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static ITableWriter<TRow> Create<TRow>(this TableFormat format, TableSchema<TRow> schema, string folder)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var file = Path.Combine(folder, format.FileName(schema.Name));
        return format switch
        {
            TableFormat.Csv => new CsvTableWriter<TRow>(schema, File.Create(file)),
            TableFormat.Parquet => new ParquetTableWriter<TRow>(schema, File.Create(file)),
            _ => throw Unknown(format),
        };
    }

    private static ArgumentOutOfRangeException Unknown(TableFormat format) =>
        new(nameof(format), format, $"Table format is {format}, must be {TableFormat.Csv} or {TableFormat.Parquet}.");
}
