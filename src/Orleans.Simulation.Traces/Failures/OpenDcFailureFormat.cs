using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>
/// The failure traces of OpenDC, as CSV or Parquet: <c>failure_interval,failure_duration,failure_intensity</c>.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>
/// <c>failure_interval</c>: milliseconds from the end of the failure in the row before, or the start of the run, to the
/// start of this one; at least 0.
/// </item>
/// <item><c>failure_duration</c>: milliseconds until the hosts are up again; greater than 0.</item>
/// <item><c>failure_intensity</c>: share of all hosts that go down; greater than 0, at most 1.</item>
/// </list>
/// <para>
/// From the end, not from the start: OpenDC's injector waits for the interval, then for the duration, then takes the next
/// row (github.com/atlarge-research/opendc, TraceBasedFailureModel.runInjector and StartStopHostFault.apply). Only this
/// reading gives the run time that its test FailuresAndCheckpointingTest.testFailures3 asserts: a task of 10 minutes
/// without checkpoints under failures of (5 min, 5 min) and (7 min, 10 min), each as interval and duration, is done after
/// 5 + 5 + 7 + 10 + 10 = 37 minutes. Counted from the start of the failure before, it would be done after 32; counted from
/// the start of the run, as early versions of OpenDC did, after 27.
/// </para>
/// <para>OpenDC begins anew when the rows end, unless told not to; here they come once.</para>
/// </remarks>
internal sealed class OpenDcFailureFormat : FailureFormat
{
    private const string Interval = "failure_interval";
    private const string Duration = "failure_duration";
    private const string Share = "failure_intensity";

    /// <inheritdoc/>
    public override string Name => "opendc";

    /// <inheritdoc/>
    public override string Description =>
        "OpenDC: CSV or Parquet with the columns failure_interval, failure_duration and failure_intensity";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Required { get; } = [Interval, Duration, Share];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Optional => [];

    /// <inheritdoc/>
    public override OutageParser Parser(ITableRow row, TableHeader header, IssueLog issues) =>
        new RowParser(row, header, issues);

    private sealed class RowParser(ITableRow row, TableHeader header, IssueLog issues) : OutageParser(row, issues)
    {
        private readonly int _interval = header.IndexOf(Interval);
        private readonly int _duration = header.IndexOf(Duration);
        private readonly int _share = header.IndexOf(Share);
        private VirtualTime _end = VirtualTime.Zero;

        protected override TraceOutage ParseRow()
        {
            var start = ParseStart();
            var duration = ParseDuration(_duration, DecimalUnit.Milliseconds);
            Row.Check(_share, Intensity.Parse(Row.Value(_share), out var partsPerMillion));
            _end = start + duration;
            return new TraceOutage(start, duration, new HostFraction(partsPerMillion), string.Empty, Row.Line);
        }

        private VirtualTime ParseStart()
        {
            Row.Check(_interval, DecimalUnit.Milliseconds.Parse(Row.Value(_interval), out var interval));
            var start = _end + new VirtualDuration(interval);
            if (start <= SubmissionClock.Latest)
            {
                return start;
            }

            // Time stands still behind the end of time: every row up to the last is checked, and no sum overflows.
            Row.Reject(_interval, "a start of at most 10^12 seconds after the rows before");
            return SubmissionClock.Latest;
        }
    }
}
