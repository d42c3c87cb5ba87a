using CsvHelper;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>A CSV format with a header line: one job a line, sorted by submission, times in decimal seconds.</summary>
/// <remarks>
/// Common to all: columns in any order; private columns (<c>x_...</c>) are skipped; fields may be quoted, with quotes
/// doubled inside; white space around fields, blank lines, a byte order mark, CRLF and a missing last line break do no
/// harm. A submission or run time is digits with an optional fraction of whole microseconds, up to 10^12 s.
/// </remarks>
public abstract class CsvTraceFormat : ITraceFormat
{
    private readonly CsvColumns _columns;
    private readonly bool _allowComments;

    private protected CsvTraceFormat(CsvColumns columns, bool allowComments)
    {
        _columns = columns;
        _allowComments = allowComments;
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public bool Recognizes(IReadOnlyCollection<string> columns) => _columns.All.All(columns.Contains);

    /// <inheritdoc/>
    public IEnumerable<TraceJob> Read(TextReader reader, string fileName, SubmissionClock clock, IssueLog issues)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(issues);
        return ReadRows(reader, fileName, clock, issues);
    }

    private IEnumerable<TraceJob> ReadRows(TextReader reader, string fileName, SubmissionClock clock, IssueLog issues)
    {
        using var records = new CsvRecords(reader, _allowComments);
        if (ReadHeader(records, fileName, issues) is not { } header)
        {
            yield break;
        }

        var parser = new CsvJobParser(records, header, fileName, clock, issues);
        var before = issues.Count;
        while (TryRead(records, fileName, issues))
        {
            if (parser.Parse() is { } job)
            {
                yield return job;
            }
        }

        if (parser.Jobs == 0 && issues.Count == before)
        {
            issues.Add(new InputIssue($"{fileName}:{records.Line + 1}:1", "the end of the file", "a line with a job"));
        }
    }

    private CsvHeader? ReadHeader(CsvRecords records, string fileName, IssueLog issues)
    {
        var before = issues.Count;
        if (!TryRead(records, fileName, issues))
        {
            if (issues.Count == before)
            {
                var example = string.Join(",", _columns.All);
                issues.Add(new InputIssue($"{fileName}:1:1", "an empty file", $"a header such as \"{example}\""));
            }

            return null;
        }

        if (records.FindTextIssue() is var (field, expected))
        {
            issues.Add(new InputIssue(
                $"{fileName}:{records.Line}:{records.Column(field)}", QuotedText.Of(records.Raw(field)), expected));
            return null;
        }

        return CsvHeader.Parse(records, _columns, fileName, issues);
    }

    /// <summary>Goes to the next record; a line that is too long ends the file, since nothing after it can be trusted.</summary>
    private static bool TryRead(CsvRecords records, string fileName, IssueLog issues)
    {
        try
        {
            return records.Read();
        }
        catch (CsvFormatException exception)
        {
            var line = Math.Max(exception.LineNumber, records.Line + 1);
            issues.Add(new InputIssue(
                $"{fileName}:{line}:1", $"a line of more than {CsvRecords.MaxLineBytes} bytes", "a line of text with a job"));
            return false;
        }
    }
}
