using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Traces.Validation;

/// <summary>What a check of a trace found: issues or, without any, an overview.</summary>
/// <param name="Overview">What the trace holds; null when there are issues.</param>
/// <param name="Issues">
/// The first <see cref="IssueLog.MaxShown"/> issues and, when there are more, a last one that says how many.
/// </param>
/// <param name="HiddenIssues">Issues that are not in the list one by one.</param>
public sealed record TraceReport(TraceOverview? Overview, IReadOnlyList<InputIssue> Issues, long HiddenIssues)
{
    /// <summary>The overview of a trace without issues.</summary>
    /// <exception cref="InvalidInputException">There are issues.</exception>
    public TraceOverview OverviewOrThrow() => Overview ?? throw new InvalidInputException(Issues);
}
