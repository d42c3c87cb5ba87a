using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Traces.Validation;

/// <summary>The check of a trace before the run, so that bad input is reported before anything starts.</summary>
public static class TraceValidation
{
    /// <summary>Reads a trace once from end to end; memory does not grow with its length.</summary>
    /// <param name="source">The source, with its time scale and shift.</param>
    /// <returns>All issues or an overview; never throws for what the user got wrong.</returns>
    public static TraceReport Check(TraceSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var issues = new IssueLog();
        try
        {
            var overview = Summarize(TraceFile.Read(source, issues, stopAtIssue: false));
            return new TraceReport(issues.Count == 0 ? overview : null, issues.Summarize(source.File), issues.Hidden);
        }
        catch (InvalidInputException exception)
        {
            // The file itself fails: what was noted before it did still counts.
            return new TraceReport(null, [.. issues.Summarize(source.File), .. exception.Issues], issues.Hidden);
        }
    }

    private static TraceOverview Summarize(IEnumerable<TraceJob> trace)
    {
        var (jobs, largest, chipTime) = (0L, 0, Int128.Zero);
        var (first, last) = (VirtualTime.Never, VirtualTime.Zero);
        foreach (var job in trace)
        {
            jobs++;
            largest = Math.Max(largest, job.Chips);
            chipTime += (Int128)job.Chips * job.Work.Microseconds;
            first = VirtualTime.Min(first, job.Submit);
            last = VirtualTime.Max(last, job.Submit);
        }

        return new TraceOverview(jobs, first, last, largest, chipTime);
    }
}
