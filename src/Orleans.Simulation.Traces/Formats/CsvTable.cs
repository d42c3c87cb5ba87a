using CsvHelper;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>A CSV text with a header: gives the rows that are sound as text and notes what is wrong with the others.</summary>
/// <remarks>Nothing more can be read once a line is too long, since nothing after it can be trusted.</remarks>
internal sealed class CsvTable : ITableRow, IDisposable
{
    private readonly CsvRecords _records;
    private readonly string _fileName;
    private readonly string _item;
    private readonly IssueLog _issues;
    private int _fields;

    /// <summary>Starts before the header.</summary>
    /// <param name="reader">The text; left open. What it throws while reading passes through.</param>
    /// <param name="allowComments">Whether lines that start with <c>#</c> are skipped.</param>
    /// <param name="fileName">Name of the file in issues.</param>
    /// <param name="item">What a row holds, in issues: "a job".</param>
    /// <param name="issues">Gets every issue.</param>
    public CsvTable(TextReader reader, bool allowComments, string fileName, string item, IssueLog issues)
    {
        _records = new CsvRecords(reader, allowComments);
        (_fileName, _item, _issues) = (fileName, item, issues);
    }

    /// <inheritdoc/>
    public long Line => _records.Line;

    /// <summary>The fields of the current record, the header among them.</summary>
    public IReadOnlyList<string> Values => [.. Enumerable.Range(0, _records.Count).Select(_records.Value)];

    /// <summary>Where the current record begins: file, line and column.</summary>
    public string Where => $"{_fileName}:{Math.Max(Line, 1)}:1";

    /// <summary>Goes to the header; notes an issue when there is none or it is not sound as text.</summary>
    /// <param name="example">A header that would do.</param>
    /// <returns>Whether there is a sound one.</returns>
    public bool ReadHeader(IReadOnlyList<string> example)
    {
        var before = _issues.Count;
        if (!TryRead())
        {
            if (_issues.Count == before)
            {
                _issues.Add(new InputIssue(
                    Where, "an empty file", $"a header such as \"{string.Join(",", example)}\""));
            }

            return false;
        }

        if (_records.FindTextIssue() is var (field, expected))
        {
            _issues.Add(new InputIssue(WhereIs(field), QuotedText.Of(_records.Raw(field)), expected));
            return false;
        }

        return true;
    }

    /// <summary>Understands the header, which is the current record; rows must then have as many fields.</summary>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="optional">Columns that may be there.</param>
    /// <returns>The header; null when it has an issue.</returns>
    public TableHeader? ParseHeader(IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        _fields = _records.Count;
        return TableHeader.Parse(Values, required, optional, WhereIs, (Where, _records.RawRecord()), _issues);
    }

    /// <summary>Understands a header of which only some columns matter; rows must then have as many fields.</summary>
    public void AcceptHeader() => _fields = _records.Count;

    /// <summary>Notes that the header, which is the current record, breaks a rule.</summary>
    /// <param name="expected">The rule, to complete "must be".</param>
    public void RejectHeader(string expected) =>
        _issues.Add(new InputIssue(Where, QuotedText.Of(_records.RawRecord()), expected));

    /// <summary>Goes to the next row that is sound as text and has as many fields as the header.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        while (TryRead())
        {
            if (!RejectRecord())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes that the text ends where a row is wanted.</summary>
    public void RejectEnd() =>
        _issues.Add(new InputIssue($"{_fileName}:{Line + 1}:1", "the end of the file", $"a line with {_item}"));

    /// <inheritdoc/>
    public string Value(int field) => _records.Value(field);

    /// <inheritdoc/>
    public void Reject(int field, string expected) =>
        _issues.Add(new InputIssue(WhereIs(field), QuotedText.Of(_records.Raw(field).Trim()), expected));

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    /// <summary>Where a field of the current record stands: file, line and column.</summary>
    public string WhereIs(int field) => $"{_fileName}:{Line}:{_records.Column(field)}";

    private bool TryRead()
    {
        try
        {
            return _records.Read();
        }
        catch (CsvFormatException exception)
        {
            var line = Math.Max(exception.LineNumber, Line + 1);
            _issues.Add(new InputIssue(
                $"{_fileName}:{line}:1",
                $"a line of more than {CsvRecords.MaxLineBytes} bytes",
                $"a line of text with {_item}"));
            return false;
        }
    }

    private bool RejectRecord()
    {
        if (_records.FindTextIssue() is var (field, expected))
        {
            Reject(field, expected);
            return true;
        }

        if (_records.Count == _fields)
        {
            return false;
        }

        var actual = $"{QuotedText.Of(_records.RawRecord())} ({_records.Count} fields)";
        var column = Math.Min(_records.Count, _fields);
        _issues.Add(new InputIssue(WhereIs(column), actual, $"{_fields} fields, as in the header"));
        return true;
    }
}
