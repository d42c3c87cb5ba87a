using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The values of one column of the row group that is being collected.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
internal abstract class ParquetColumnBuffer<TRow>(DataField field)
{
    /// <summary>The column in the file's schema.</summary>
    public DataField Field { get; } = field;

    /// <summary>Takes the value of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="index">Position in the row group: one more than that of the row before, or 0.</param>
    public abstract void Add(TRow row, int index);

    /// <summary>Writes the values of the row group.</summary>
    /// <param name="group">Where they go; columns must come in the order of the schema.</param>
    /// <param name="rows">Rows in the group.</param>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, int rows);
}

/// <summary>Makes the buffer for each type of column.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
internal sealed class ParquetColumnBuffers<TRow> : ITableColumnVisitor<TRow, ParquetColumnBuffer<TRow>>
{
    /// <summary>A run of few rows should not pay for a full row group: buffers double from here.</summary>
    private const int InitialRows = 1024;

    /// <inheritdoc/>
    public ParquetColumnBuffer<TRow> Visit(TextColumn<TRow> column) => new Text(column);

    /// <inheritdoc/>
    public ParquetColumnBuffer<TRow> Visit<TValue>(ValueColumn<TRow, TValue> column)
        where TValue : struct, ISpanFormattable =>
        new Values<TValue>(column);

    /// <inheritdoc/>
    public ParquetColumnBuffer<TRow> Visit<TValue>(OptionalColumn<TRow, TValue> column)
        where TValue : struct, ISpanFormattable =>
        new Optionals<TValue>(column);

    private static void Put<T>(ref T[] values, int index, T value)
    {
        if (index == values.Length)
        {
            Array.Resize(ref values, values.Length * 2);
        }

        values[index] = value;
    }

    private sealed class Text(TextColumn<TRow> column)
        : ParquetColumnBuffer<TRow>(new DataField(column.Name, typeof(string), isNullable: false))
    {
        private string[] _values = new string[InitialRows];

        public override void Add(TRow row, int index) => Put(ref _values, index, column.Get(row));

        public override async Task WriteAsync(ParquetRowGroupWriter group, int rows)
        {
            await group.WriteAsync(Field, new ArraySegment<string>(_values, 0, rows));
            Array.Clear(_values, 0, rows);
        }
    }

    private sealed class Values<TValue>(ValueColumn<TRow, TValue> column)
        : ParquetColumnBuffer<TRow>(new DataField(column.Name, typeof(TValue), isNullable: false))
        where TValue : struct, ISpanFormattable
    {
        private TValue[] _values = new TValue[InitialRows];

        public override void Add(TRow row, int index) => Put(ref _values, index, column.Get(row));

        public override Task WriteAsync(ParquetRowGroupWriter group, int rows) =>
            group.WriteAsync<TValue>(Field, new ReadOnlyMemory<TValue>(_values, 0, rows));
    }

    private sealed class Optionals<TValue>(OptionalColumn<TRow, TValue> column)
        : ParquetColumnBuffer<TRow>(new DataField(column.Name, typeof(TValue), isNullable: true))
        where TValue : struct, ISpanFormattable
    {
        private TValue?[] _values = new TValue?[InitialRows];

        public override void Add(TRow row, int index) => Put(ref _values, index, column.Get(row));

        public override Task WriteAsync(ParquetRowGroupWriter group, int rows) =>
            group.WriteAsync<TValue>(Field, new ReadOnlyMemory<TValue?>(_values, 0, rows));
    }
}
