using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>Makes jobs of the records of one file and notes what is wrong with them.</summary>
internal sealed class CsvJobParser(
    CsvRecords records,
    CsvHeader header,
    string fileName,
    SubmissionClock clock,
    IssueLog issues)
{
    private long _lastSubmit;
    private long _lastLine;

    /// <summary>Jobs made so far.</summary>
    public long Jobs { get; private set; }

    /// <summary>The job of the current record; null when the record has an issue.</summary>
    public TraceJob? Parse()
    {
        if (RejectRecord())
        {
            return null;
        }

        var before = issues.Count;
        var id = records.Value(header.Id);
        if (id.Length == 0)
        {
            Reject(header.Id, "a name");
        }

        var submit = ParseSubmit();
        Check(header.Work, DecimalSeconds.Parse(records.Value(header.Work), out var work));
        Check(header.Chips, ChipCount.Parse(records.Value(header.Chips), out var chips));
        return issues.Count > before ? null : new TraceJob(Jobs++, id, submit, new VirtualDuration(work), chips);
    }

    private bool RejectRecord()
    {
        if (records.FindTextIssue() is var (field, expected))
        {
            Reject(field, expected);
            return true;
        }

        if (records.Count == header.Count)
        {
            return false;
        }

        var column = records.Column(Math.Min(records.Count, header.Count));
        var actual = $"{QuotedText.Of(records.RawRecord())} ({records.Count} fields)";
        issues.Add(new InputIssue($"{fileName}:{records.Line}:{column}", actual, $"{header.Count} fields, as in the header"));
        return true;
    }

    private VirtualTime ParseSubmit()
    {
        if (!Check(header.Submit, DecimalSeconds.Parse(records.Value(header.Submit), out var microseconds)))
        {
            return VirtualTime.Zero;
        }

        if (microseconds < _lastSubmit)
        {
            Reject(header.Submit, $"at least {DecimalSeconds.Format(_lastSubmit)}, the submission in line {_lastLine}");
        }

        // Compared with the line before, not with the latest of all: one stray late line gives one issue, not thousands.
        (_lastSubmit, _lastLine) = (microseconds, records.Line);
        if (!clock.TryConvert(microseconds, out var submit))
        {
            Reject(header.Submit, "between the start of the run and 10^12 seconds after time scale and shift");
        }

        return submit;
    }

    private bool Check(int field, string? expected)
    {
        if (expected is not null)
        {
            Reject(field, expected);
        }

        return expected is null;
    }

    private void Reject(int field, string expected) =>
        issues.Add(new InputIssue(
            $"{fileName}:{records.Line}:{records.Column(field)}", QuotedText.Of(records.Raw(field).Trim()), expected));
}
