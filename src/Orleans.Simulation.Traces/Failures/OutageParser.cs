using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>Makes outages of the rows of one table and notes what is wrong with them.</summary>
internal abstract class OutageParser(ITableRow row, IssueLog issues)
{
    /// <summary>The row that the table is at.</summary>
    protected ITableRow Row { get; } = row;

    /// <summary>The outage of the current row; null when the row has an issue.</summary>
    public TraceOutage? Parse()
    {
        var before = issues.Count;
        var outage = ParseRow();
        return issues.Count > before ? null : outage;
    }

    /// <summary>Reads the current row and rejects its fields; what it returns does not matter when it has rejected one.</summary>
    protected abstract TraceOutage ParseRow();

    /// <summary>Reads how long an outage takes, which must be some time.</summary>
    /// <param name="field">Index of the column.</param>
    /// <param name="unit">What the file counts in.</param>
    protected VirtualDuration ParseDuration(int field, DecimalUnit unit)
    {
        if (Row.Check(field, unit.Parse(Row.Value(field), out var duration)) && duration == 0)
        {
            Row.Reject(field, $"greater than 0 {unit.Name}");
        }

        return new VirtualDuration(duration);
    }
}
