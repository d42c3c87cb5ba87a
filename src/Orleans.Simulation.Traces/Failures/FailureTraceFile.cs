using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>Failure traces on disk: what goes down when, and for how long.</summary>
/// <remarks>
/// A file is recognized by its first bytes (Parquet) or its header (CSV). Columns may come in any order; those whose name
/// starts with <c>x_</c> are skipped. CSV may have comments (<c>#</c>), quotes, blank lines, a byte order mark, CRLF, and no
/// last line break. The formats are in the README of this project.
/// </remarks>
public static class FailureTraceFile
{
    /// <summary>Reads a file as a whole.</summary>
    /// <param name="file">Its path.</param>
    /// <returns>
    /// The outages by start, those of one instant in the order of the file; at least one. They may overlap, even on one target.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// The file cannot be read or recognized, or has issues; carries all of them, in full up to
    /// <see cref="IssueLog.MaxShown"/>.
    /// </exception>
    public static IReadOnlyList<TraceOutage> Read(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var issues = new IssueLog();
        var outages = TraceFile.Guard(file, () => IsParquet(file) ? ReadParquet(file, issues) : ReadCsv(file, issues));
        issues.ThrowIfAny(file);

        // This sort is stable, as the order within an instant must be.
        return [.. outages.OrderBy(outage => outage.Start)];
    }

    private static bool IsParquet(string file)
    {
        using var content = TraceFile.OpenBytes(file);
        return ParquetTable.Recognizes(content);
    }

    private static List<TraceOutage> ReadParquet(string file, IssueLog issues)
    {
        using var content = TraceFile.OpenBytes(file);
        var format = new OpenDcFailureFormat();
        return ParquetTable.Read(content, file, format.Required, issues) is { } table
            ? ReadRows(format.Parser(table, table.Header, issues), table.Read, table.RejectEnd, issues)
            : [];
    }

    private static List<TraceOutage> ReadCsv(string file, IssueLog issues)
    {
        using var reader = TraceFile.Open(file);
        using var table = new CsvTable(reader, allowComments: true, file, "a failure", issues);
        if (!table.ReadHeader(FailureFormat.All[0].Required))
        {
            return [];
        }

        var columns = table.Values;
        var format = FailureFormat.All.FirstOrDefault(format => format.Recognizes(columns))
            ?? throw Unrecognized(table.Where, columns);
        return table.ParseHeader(format.Required, format.Optional) is { } header
            ? ReadRows(format.Parser(table, header, issues), table.Read, table.RejectEnd, issues)
            : [];
    }

    private static List<TraceOutage> ReadRows(OutageParser parser, Func<bool> read, Action rejectEnd, IssueLog issues)
    {
        List<TraceOutage> outages = [];
        while (read())
        {
            if (parser.Parse() is { } outage)
            {
                outages.Add(outage);
            }
        }

        if (outages.Count == 0 && issues.Count == 0)
        {
            rejectEnd();
        }

        return outages;
    }

    private static InvalidInputException Unrecognized(string where, IReadOnlyList<string> columns)
    {
        var formats = string.Join("; ", FailureFormat.All.Select(format => format.Description));
        return new([new InputIssue(
            where, QuotedText.Of(string.Join(",", columns)), $"the header of a failure trace ({formats})")]);
    }
}
