using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>Makes jobs of the rows of one file and notes what is wrong with them.</summary>
internal sealed class CsvJobParser(
    CsvTable table,
    TableHeader header,
    CsvColumns columns,
    SubmissionClock clock,
    IssueLog issues)
{
    private readonly int _id = header.IndexOf(columns.Id);
    private readonly int _submit = header.IndexOf(columns.Submit);
    private readonly int _chips = header.IndexOf(columns.Chips);
    private readonly JobWorkParser _work = new(table, header, columns);
    private long _lastSubmit;
    private long _lastLine;

    /// <summary>Jobs made so far.</summary>
    public long Jobs { get; private set; }

    /// <summary>The job of the current row; null when the row has an issue.</summary>
    public TraceJob? Parse()
    {
        var before = issues.Count;
        var id = table.Value(_id);
        if (id.Length == 0)
        {
            table.Reject(_id, "a name");
        }

        var submit = ParseSubmit();
        var (runTime, flops) = _work.Parse();
        table.Check(_chips, ChipCount.Parse(table.Value(_chips), out var chips));
        return issues.Count > before ? null : new TraceJob(Jobs++, id, submit, runTime, chips) { Flops = flops };
    }

    private VirtualTime ParseSubmit()
    {
        if (!table.Check(_submit, DecimalSeconds.Parse(table.Value(_submit), out var microseconds)))
        {
            return VirtualTime.Zero;
        }

        if (microseconds < _lastSubmit)
        {
            table.Reject(_submit, $"at least {DecimalSeconds.Format(_lastSubmit)}, the submission in line {_lastLine}");
        }

        // Compared with the line before, not with the latest of all: one stray late line gives one issue, not thousands.
        (_lastSubmit, _lastLine) = (microseconds, table.Line);
        if (!clock.TryConvert(microseconds, out var submit))
        {
            table.Reject(_submit, "between the start of the run and 10^12 seconds after time scale and shift");
        }

        return submit;
    }
}
