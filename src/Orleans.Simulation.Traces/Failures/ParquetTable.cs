using System.Globalization;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;
using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>A Parquet file as a table of texts, so that its rows obey the same rules as those of CSV.</summary>
/// <remarks>
/// Numbers become the shortest text that stands for them, and no number the empty text. Lines count as if the table were
/// CSV: the header is line 1. Issues name the column instead of a position in a line.
/// </remarks>
internal sealed class ParquetTable : ITableRow
{
    /// <summary>Most rows of a file. A few bytes of Parquet can claim any number of rows; this bounds memory.</summary>
    public const long MaxRows = 10_000_000;

    private readonly string _fileName;
    private readonly IssueLog _issues;
    private readonly string[] _names;
    private readonly List<string>[] _columns;
    private readonly int _rows;
    private int _row = -1;

    private ParquetTable(
        string fileName,
        IssueLog issues,
        TableHeader header,
        string[] names,
        List<string>[] columns,
        int rows)
    {
        (_fileName, _issues, Header) = (fileName, issues, header);
        (_names, _columns, _rows) = (names, columns, rows);
    }

    /// <summary>Its columns.</summary>
    public TableHeader Header { get; }

    /// <inheritdoc/>
    public long Line => _row + 2;

    /// <summary>Whether a file begins as Parquet does.</summary>
    /// <param name="content">The file at its start; is read a little.</param>
    public static bool Recognizes(Stream content)
    {
        Span<byte> magic = stackalloc byte[4];
        return content.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length
            && magic.SequenceEqual("PAR1"u8);
    }

    /// <summary>Reads a file as a whole and starts before the first row.</summary>
    /// <param name="content">The file, at its start; left open.</param>
    /// <param name="fileName">Its name in issues.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="issues">Gets every issue.</param>
    /// <returns>The table; null when its columns have an issue.</returns>
    /// <exception cref="InvalidInputException">The file is damaged, or of a kind that the library does not know.</exception>
    public static ParquetTable? Read(Stream content, string fileName, IReadOnlyList<string> required, IssueLog issues)
    {
        try
        {
            // On the pool: the caller's scheduler may be busy with waiting for us.
            return Task.Run(() => ReadAsync(content, fileName, required, issues)).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not InvalidInputException)
        {
            // A damaged file takes the library anywhere: to exceptions of any type, even out of memory for a length it claims.
            throw Unreadable(fileName, exception.Message);
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read() => ++_row < _rows;

    /// <summary>Notes that the table ends where a row is wanted.</summary>
    public void RejectEnd() => _issues.Add(new InputIssue(_fileName, "a table without rows", "a table with a failure"));

    /// <inheritdoc/>
    public string Value(int field) => _columns[field][_row];

    /// <inheritdoc/>
    public void Reject(int field, string expected) =>
        _issues.Add(new InputIssue($"{_fileName}:{Line}:{_names[field]}", QuotedText.Of(Value(field)), expected));

    private static async Task<ParquetTable?> ReadAsync(
        Stream content,
        string fileName,
        IReadOnlyList<string> required,
        IssueLog issues)
    {
        await using var reader = await ParquetReader.CreateAsync(ParquetContent.Read(content));
        var fields = reader.Schema.DataFields;
        if (ParseHeader(fields, fileName, required, issues) is not { } header)
        {
            return null;
        }

        var rows = reader.RowGroups.Sum(group => group.RowCount);
        if (rows is < 0 or > MaxRows)
        {
            issues.Add(new InputIssue(fileName, $"a table of {rows} rows", $"a table of at most {MaxRows} rows"));
            return null;
        }

        if (rows != reader.Metadata?.NumRows)
        {
            throw new InvalidDataException("row groups with another number of rows than the file");
        }

        var columns = new List<string>[fields.Length];
        for (var field = 0; field < fields.Length; field++)
        {
            // Columns of the user's own may be of any type, and nobody asks for their values.
            columns[field] = required.Contains(Name(fields[field])) ? await ReadColumnAsync(reader, fields[field]) : [];
        }

        return new ParquetTable(fileName, issues, header, [.. fields.Select(Name)], columns, (int)rows);
    }

    private static TableHeader? ParseHeader(
        DataField[] fields,
        string fileName,
        IReadOnlyList<string> required,
        IssueLog issues)
    {
        var before = issues.Count;
        string[] names = [.. fields.Select(Name)];
        var whole = ($"{fileName}:1:1", string.Join(",", names));
        var header = TableHeader.Parse(names, required, [], field => $"{fileName}:1:{field + 1}", whole, issues);
        foreach (var field in fields.Where(field => required.Contains(Name(field)) && !IsNumeric(field)))
        {
            issues.Add(new InputIssue(
                $"{fileName}:1:{Name(field)}",
                "a column of another type",
                "a column of integers of 32 or 64 bits or of floating-point numbers"));
        }

        return issues.Count > before ? null : header;
    }

    /// <summary>The name of a column; of one inside a list or structure, its path, which no format knows.</summary>
    private static string Name(DataField field) => field.Path.ToString();

    private static bool IsNumeric(DataField field) =>
        field.MaxRepetitionLevel == 0 && Type.GetTypeCode(field.ClrType)
            is TypeCode.Int32 or TypeCode.Int64 or TypeCode.Single or TypeCode.Double;

    private static async Task<List<string>> ReadColumnAsync(ParquetReader reader, DataField field)
    {
        List<string> column = [];
        foreach (var group in reader.RowGroups)
        {
            // The library leaves zeros where a column ends before its group does.
            if (group.GetMetadata(field)?.MetaData?.NumValues != group.RowCount)
            {
                throw new InvalidDataException("a column with another number of values than rows");
            }

            column.AddRange(await (Type.GetTypeCode(field.ClrType) switch
            {
                TypeCode.Int32 => ReadValuesAsync<int>(group, field),
                TypeCode.Int64 => ReadValuesAsync<long>(group, field),
                TypeCode.Single => ReadValuesAsync<float>(group, field),
                _ => ReadValuesAsync<double>(group, field),
            }));
        }

        return column;
    }

    private static async Task<IEnumerable<string>> ReadValuesAsync<T>(ParquetRowGroupReader group, DataField field)
        where T : struct, IFormattable
    {
        if (field.IsNullable)
        {
            var optional = new T?[group.RowCount];
            await group.ReadAsync<T>(field, optional.AsMemory());
            return optional.Select(value => value is { } number ? Text(number) : string.Empty);
        }

        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory());
        return values.Select(Text);
    }

    private static string Text<T>(T number)
        where T : IFormattable =>
        number.ToString(null, CultureInfo.InvariantCulture);

    private static InvalidInputException Unreadable(string fileName, string reason) =>
        new([new InputIssue(fileName, $"a Parquet file that cannot be read ({QuotedText.Of(reason)})", "complete and intact")]);
}
