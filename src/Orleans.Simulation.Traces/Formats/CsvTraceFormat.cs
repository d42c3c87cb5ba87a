using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>A CSV format with a header line: one job a line, sorted by submission, times in decimal seconds.</summary>
/// <remarks>
/// Common to all: columns in any order; private columns (<c>x_...</c>) are skipped; fields may be quoted, with quotes
/// doubled inside; white space around fields, blank lines, a byte order mark, CRLF and a missing last line break do no
/// harm. A submission or run time is digits with an optional fraction of whole microseconds, up to 10^12 s. In formats with columns
/// for that a job may state what it computes, and not how long it runs.
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
    public bool Recognizes(IReadOnlyCollection<string> columns) => _columns.In(columns);

    /// <inheritdoc/>
    public bool StatesFlops(IReadOnlyCollection<string> columns) => _columns.Flops?.In(columns) == true;

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
        using var table = new CsvTable(reader, _allowComments, fileName, "a job", issues);
        if (!table.ReadHeader(_columns.OfRunTimes) || ParseHeader(table) is not { } header)
        {
            yield break;
        }

        var parser = new CsvJobParser(table, header, _columns, clock, issues);
        var before = issues.Count;
        while (table.Read())
        {
            if (parser.Parse() is { } job)
            {
                yield return job;
            }
        }

        if (parser.Jobs == 0 && issues.Count == before)
        {
            table.RejectEnd();
        }
    }

    private TableHeader? ParseHeader(CsvTable table)
    {
        var header = table.ParseHeader(_columns.Required, _columns.Optional);
        if (_columns.FindIssue(table.Values) is not { } issue)
        {
            return header;
        }

        table.RejectHeader(issue);
        return null;
    }
}
