using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
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

    /// <summary>A job as a row of <c>job_id,submit_s,chips,duration_s,work_tflop,parameters,tokens,mfu</c>.</summary>
    public static string RowOf(TraceJob job)
    {
        var (runTime, work, training, mfu) = (DecimalSeconds.Format(job.Work.Microseconds), string.Empty, ",", string.Empty);
        if (job.Flops is { } flops)
        {
            var (tera, rest) = Int128.DivRem(flops.Count, 1_000_000_000_000);
            runTime = string.Empty;
            work = flops.PerToken == 0 ? $"{tera}.{rest:000000000000}" : string.Empty;
            training = flops.PerToken == 0 ? "," : $"{flops.PerToken / 6},{flops.Count / flops.PerToken}";
            mfu = flops.Mfu == 0 ? string.Empty : $"{flops.Mfu / 1_000_000}.{flops.Mfu % 1_000_000:000000}";
        }

        return $"{job.Id},{DecimalSeconds.Format(job.Submit.Microseconds)},{job.Chips},{runTime},{work},{training},{mfu}";
    }

    public static string OnlyIssue(string text, string format = "native") => Assert.Single(Read(text, format).Issues).ToString();
}
