using System.Buffers;
using System.Text;
using CsvHelper;

namespace Orleans.Simulation.Traces.Parsing;

/// <summary>The records of a CSV text, one a line, with the line and column of every field.</summary>
/// <remarks>
/// CsvHelper splits and unquotes; it tells the line but not the column of a field, which follows from the raw fields
/// before it. Line breaks inside quotes are off: otherwise a quote that is never closed would swallow the whole file.
/// </remarks>
internal sealed class CsvRecords : IDisposable
{
    /// <summary>Longest line in bytes of UTF-8; bounds memory on files that are not text.</summary>
    public const int MaxLineBytes = 65_536;

    private static readonly SearchValues<byte> ControlBytes =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(code => code != '\t').Select(code => (byte)code), 0x7F]);

    private readonly CsvReader _csv;
    private CsvMalformedRecord? _malformed;

    /// <summary>Starts before the first record.</summary>
    /// <param name="reader">The text; left open.</param>
    /// <param name="allowComments">Whether lines that start with <c>#</c> are skipped.</param>
    public CsvRecords(TextReader reader, bool allowComments)
    {
        var options = new CsvReaderOptions
        {
            Separator = ',',
            DetectSeparatorHint = false,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = MaxLineBytes,
            CommentPrefix = allowComments ? '#' : null,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = record => _malformed = record,
        };
        _csv = CsvReader.Create(reader, options, leaveOpen: true);
    }

    /// <summary>Line of the current record, from 1; at the end, of the last record; 0 before any.</summary>
    public long Line { get; private set; }

    /// <summary>Fields of the current record.</summary>
    public int Count => _csv.FieldCount;

    /// <summary>Goes to the next record that is not blank.</summary>
    /// <exception cref="CsvFormatException">A line is longer than <see cref="MaxLineBytes"/>.</exception>
    public bool Read()
    {
        do
        {
            _malformed = null;
            if (!_csv.Read())
            {
                return false;
            }
        }
        while (_csv.FieldCount == 1 && Raw(0).AsSpan().Trim().IsEmpty);

        Line = _csv.LineNumber;
        return true;
    }

    /// <summary>The value of a field: unquoted and trimmed.</summary>
    public string Value(int field) => _csv.GetString(field);

    /// <summary>A field as it stands in the text.</summary>
    public string Raw(int field) => Encoding.UTF8.GetString(_csv.GetRawSpan(field));

    /// <summary>The whole record as it stands in the text.</summary>
    public string RawRecord() => Encoding.UTF8.GetString(_csv.RawRecord);

    /// <summary>Column at which a field starts, in characters from 1; past the last field: the end of the line.</summary>
    public int Column(int field)
    {
        var column = 1;
        for (var before = 0; before < field; before++)
        {
            column += Encoding.UTF8.GetCharCount(_csv.GetRawSpan(before)) + 1;
        }

        return field < Count ? column : column - 1;
    }

    /// <summary>What is wrong with the record as text: the field and the rule it breaks; null when nothing is.</summary>
    public (int Field, string Expected)? FindTextIssue()
    {
        for (var field = 0; field < Count; field++)
        {
            var raw = _csv.GetRawSpan(field);
            if (raw.ContainsAny(ControlBytes) || raw.IndexOf("\uFFFD"u8) >= 0)
            {
                return (field, "text in UTF-8 without control characters");
            }
        }

        return _malformed is { } malformed
            ? (FieldAt(malformed.ByteOffset - _csv.ByteOffset), QuotingRule(malformed.Reason))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private static string QuotingRule(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "closed by a quote",
        CsvMalformedReason.LineBreakInQuotes => "closed by a quote on the same line",
        CsvMalformedReason.TextAfterClosingQuote => "followed by a comma or the end of the line after its closing quote",
        _ => "quoted as a whole when it contains a quote",
    };

    private int FieldAt(long offset)
    {
        var field = 0;
        var end = (long)_csv.GetRawSpan(0).Length;
        while (end < offset && field < Count - 1)
        {
            field++;
            end += _csv.GetRawSpan(field).Length + 1;
        }

        return field;
    }
}
