using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>This project's own format: CSV with the columns <c>time,entity,duration</c> and, if wanted, <c>cause</c>.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>time</c>: start in seconds since the start of the run, 0 to 10^12; in any order.</item>
/// <item><c>entity</c>: <c>DATACENTER[/rackN[/hostN|/chipN]]</c>, positions from 0; a chip's is its slot in the rack.</item>
/// <item><c>duration</c>: seconds until it is up again, greater than 0 and at most 10^12.</item>
/// <item><c>cause</c>: any text, or none.</item>
/// </list>
/// Seconds are digits with an optional fraction of whole microseconds, as in job traces.
/// </remarks>
internal sealed class NativeFailureFormat : FailureFormat
{
    private const string Time = "time";
    private const string Entity = "entity";
    private const string Duration = "duration";
    private const string Cause = "cause";

    /// <inheritdoc/>
    public override string Name => "native";

    /// <inheritdoc/>
    public override string Description => "CSV with the columns time, entity, duration and, if wanted, cause";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Required { get; } = [Time, Entity, Duration];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Optional { get; } = [Cause];

    /// <inheritdoc/>
    public override OutageParser Parser(ITableRow row, TableHeader header, IssueLog issues) =>
        new RowParser(row, header, issues);

    private sealed class RowParser(ITableRow row, TableHeader header, IssueLog issues) : OutageParser(row, issues)
    {
        private readonly int _time = header.IndexOf(Time);
        private readonly int _entity = header.IndexOf(Entity);
        private readonly int _duration = header.IndexOf(Duration);
        private readonly int _cause = header.IndexOf(Cause);

        protected override TraceOutage ParseRow()
        {
            Row.Check(_time, DecimalUnit.Seconds.Parse(Row.Value(_time), out var time));
            Row.Check(_entity, EntityPath.Parse(Row.Value(_entity), out var target));
            var duration = ParseDuration(_duration, DecimalUnit.Seconds);
            var cause = _cause < 0 ? string.Empty : Row.Value(_cause);
            return new TraceOutage(new VirtualTime(time), duration, target, cause, Row.Line);
        }
    }
}
