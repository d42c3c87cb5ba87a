using System.Globalization;
using CsvHelper;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>Writes a table as CSV: RFC 4180 with LF, UTF-8 without a mark, numbers in the shortest exact form.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
public sealed class CsvTableWriter<TRow> : ITableWriter<TRow>
{
    private static readonly CsvWriterOptions Options = new()
    {
        NewLine = "\n",
        WriteByteOrderMark = false,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    private readonly Stream _stream;
    private readonly CsvWriter _csv;
    private readonly Action<TRow>[] _fields;

    /// <summary>Opens a table and writes its header.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="stream">Where it goes; the writer closes it.</param>
    public CsvTableWriter(TableSchema<TRow> schema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _stream = stream;
        _csv = CsvWriter.Create(stream, Options, leaveOpen: false);
        var fields = new FieldWriters(_csv);
        _fields = [.. schema.Columns.Select(column => column.Accept(fields))];
        _csv.WriteHeader([.. schema.Columns.Select(column => column.Name)]);
    }

    /// <inheritdoc/>
    public void Write(TRow row)
    {
        foreach (var field in _fields)
        {
            field(row);
        }

        _csv.EndRecord();
    }

    /// <inheritdoc/>
    public void Complete() => _csv.Dispose();

    /// <inheritdoc/>
    /// <remarks>Closes only the stream: flushing the buffers of an abandoned table could fail a second time.</remarks>
    public void Dispose() => TableStream.Abandon(_stream);

    private sealed class FieldWriters(CsvWriter csv) : ITableColumnVisitor<TRow, Action<TRow>>
    {
        public Action<TRow> Visit(TextColumn<TRow> column) => row => csv.WriteField(column.Get(row));

        public Action<TRow> Visit<TValue>(ValueColumn<TRow, TValue> column)
            where TValue : struct, ISpanFormattable =>
            row => csv.WriteField(column.Get(row));

        public Action<TRow> Visit<TValue>(OptionalColumn<TRow, TValue> column)
            where TValue : struct, ISpanFormattable =>
            row => csv.WriteField(column.Get(row));
    }
}
