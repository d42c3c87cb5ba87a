using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>Writes a table as Parquet: Zstandard-compressed row groups of <see cref="RowsPerGroup"/> rows.</summary>
/// <remarks>It buffers one row group by column: some 10 MB for the widest table, however many rows it gets.</remarks>
/// <typeparam name="TRow">What a row is made from.</typeparam>
public sealed class ParquetTableWriter<TRow> : ITableWriter<TRow>
{
    /// <summary>Rows in a full row group.</summary>
    public const int RowsPerGroup = 50_000;

    private readonly Stream _stream;
    private readonly ParquetColumnBuffer<TRow>[] _columns;
    private ParquetWriter? _writer;
    private int _rows;

    /// <summary>Opens a table.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="stream">Where it goes; seekable; the writer closes it.</param>
    public ParquetTableWriter(TableSchema<TRow> schema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _stream = stream;
        var buffers = new ParquetColumnBuffers<TRow>();
        _columns = [.. schema.Columns.Select(column => column.Accept(buffers))];
    }

    /// <inheritdoc/>
    public void Write(TRow row)
    {
        foreach (var column in _columns)
        {
            column.Add(row, _rows);
        }

        _rows++;
        if (_rows == RowsPerGroup)
        {
            Wait(WriteGroupAsync);
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        Wait(CompleteAsync);
        _stream.Dispose();
    }

    /// <inheritdoc/>
    /// <remarks>Closes only the stream: disposing the Parquet writer would write a footer and could fail a second time.</remarks>
    public void Dispose() => TableStream.Abandon(_stream);

    /// <summary>Waits for the library's asynchronous writing, on the pool: the caller's scheduler may be busy with us.</summary>
    private static void Wait(Func<Task> write) => Task.Run(write).GetAwaiter().GetResult();

    private async Task CompleteAsync()
    {
        if (_rows > 0)
        {
            await WriteGroupAsync();
        }

        await (await OpenAsync()).DisposeAsync();
    }

    private async Task WriteGroupAsync()
    {
        var writer = await OpenAsync();
        using var group = writer.CreateRowGroup();
        foreach (var column in _columns)
        {
            await column.WriteAsync(group, _rows);
        }

        group.CompleteValidate();
        _rows = 0;
    }

    private async Task<ParquetWriter> OpenAsync() =>
        _writer ??= await ParquetWriter.CreateAsync(
            new ParquetSchema(_columns.Select(column => column.Field)),
            _stream,
            new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest });
}
