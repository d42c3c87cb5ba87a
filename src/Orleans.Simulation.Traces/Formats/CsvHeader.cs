using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>Where the header of a file puts the columns of its format.</summary>
/// <param name="Count">Columns in the file.</param>
/// <param name="Id">Index of the name.</param>
/// <param name="Submit">Index of the submission.</param>
/// <param name="Work">Index of the run time.</param>
/// <param name="Chips">Index of the number of chips.</param>
internal sealed record CsvHeader(int Count, int Id, int Submit, int Work, int Chips)
{
    /// <summary>Columns of the user's own: those whose name starts like this are skipped.</summary>
    public const string PrivatePrefix = "x_";

    /// <summary>Understands a header.</summary>
    /// <returns>The header; null when it has an issue.</returns>
    public static CsvHeader? Parse(CsvRecords header, CsvColumns columns, string fileName, IssueLog issues)
    {
        var before = issues.Count;
        var seen = new List<string>();
        for (var field = 0; field < header.Count; field++)
        {
            var name = header.Value(field);
            if (Reject(name, seen, columns) is { } expected)
            {
                issues.Add(new InputIssue($"{fileName}:{header.Line}:{header.Column(field)}", QuotedText.Of(name), expected));
            }

            seen.Add(name);
        }

        foreach (var missing in columns.All.Where(column => !seen.Contains(column)))
        {
            issues.Add(new InputIssue(
                $"{fileName}:{header.Line}:1", QuotedText.Of(header.RawRecord()), $"a header with the column \"{missing}\""));
        }

        return issues.Count > before
            ? null
            : new CsvHeader(
                seen.Count,
                seen.IndexOf(columns.Id),
                seen.IndexOf(columns.Submit),
                seen.IndexOf(columns.Work),
                seen.IndexOf(columns.Chips));
    }

    private static string? Reject(string name, List<string> seen, CsvColumns columns)
    {
        if (seen.Contains(name))
        {
            return "a column that the header names once";
        }

        // A name without meaning today may get one tomorrow: it must not be skipped silently.
        return columns.All.Contains(name) || name.StartsWith(PrivatePrefix, StringComparison.Ordinal)
            ? null
            : $"one of {string.Join(", ", columns.All)}, or start with {PrivatePrefix}";
    }
}
