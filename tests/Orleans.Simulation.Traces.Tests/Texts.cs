using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests;

/// <summary>Reads traces from strings.</summary>
internal static class Texts
{
    public const string NativeHeader = "job_id,submit_s,duration_s,chips\n";

    public static (List<TraceJob> Jobs, IReadOnlyList<InputIssue> Issues) Read(string text, string format = "native")
    {
        var issues = new IssueLog();
        using var reader = new StringReader(text);
        var jobs = TraceFormats.Find(format)!.Read(reader, "t.csv", SubmissionClock.Unchanged, issues).ToList();
        return (jobs, issues.Summarize("t.csv"));
    }

    public static string OnlyIssue(string text, string format = "native") => Assert.Single(Read(text, format).Issues).ToString();
}
