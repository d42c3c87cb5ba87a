using CsCheck;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests.Formats;

public sealed class CsvTraceFormatTests
{
    private static readonly TraceJob[] TwoJobs =
    [
        new(0, "a", VirtualTime.FromSeconds(1), VirtualDuration.FromSeconds(66), 1),
        new(1, "b", VirtualTime.FromSeconds(2), VirtualDuration.Zero, 8),
    ];

    // Characters that need quotes in names are among them; control characters are not allowed.
    private static readonly Gen<string> Name =
        Gen.Char["abcXYZ019 ,\"#_-.é中"].Array[1, 12].Select(characters => new string(characters).Trim())
            .Where(name => name.Length > 0);

    private static readonly Gen<List<TraceJob>> Jobs =
        Gen.Select(Name, Gen.Long[0, 10_000_000_000], Gen.Long[0, 100_000_000_000_000], Gen.Int[1, int.MaxValue])
            .List[1, 30]
            .Select(rows => rows.OrderBy(row => row.Item2).Select((row, index) => new TraceJob(
                index, row.Item1, new VirtualTime(row.Item2), new VirtualDuration(row.Item3), row.Item4)).ToList());

    [Theory]
    [InlineData("job_id,submit_s,duration_s,chips\na,1,66,1\nb,2,0,8\n")]
    [InlineData("job_id,submit_s,duration_s,chips\r\na,1,66.0,1\r\nb,2.0,0.0,8.0\r\n")]
    [InlineData("\uFEFFjob_id,submit_s,duration_s,chips\na,1,66,1\nb,2,0,8")]
    [InlineData("job_id,submit_s,duration_s,chips\na,1,66,1\nb,2,0,8\n\n  \n\r\n\n")]
    [InlineData("# comment\n\njob_id,submit_s,duration_s,chips\n# \"comment\na,1,66,1\nb,2,0,8\n#end")]
    [InlineData("chips,x_user,duration_s,submit_s,job_id\n1,me,66,1,a\n8,\"y,ou\",0,2,b\n")]
    [InlineData("\"job_id\", submit_s ,duration_s,chips\n\"a\" , 1,66\t,1\nb,\"2\",0,8\n")]
    [InlineData("job_id,submit_s,duration_s,chips\ra,1,66,1\rb,2,0,8\r")]
    [InlineData("job_id,submit_s,duration_s,chips\na,1.0000000,66.000000000,1\nb,2,0,8\n")]
    public void Native_UnusualButValidText_GivesJobs(string text)
    {
        var (jobs, issues) = Texts.Read(text);
        Assert.Empty(issues);
        Assert.Equal(TwoJobs, jobs);
    }

    [Fact]
    public void Itp_Text_GivesJobs() =>
        Assert.Equal(TwoJobs, Texts.Read("job_id,submission_time,duration,num_gpu\na,1,66.0,1\nb,2,0,8", "itp").Jobs);

    [Fact]
    public void Native_DuplicateIds_AreAllowed() =>
        Assert.Equal(2, Texts.Read(Texts.NativeHeader + "a,1,1,1\na,1,1,1\n").Jobs.Count);

    [Theory]
    [InlineData("a,x,1,1", "t.csv:2:3: is \"x\", must be a number of seconds in decimal notation")]
    [InlineData("a,,1,1", "t.csv:2:3: is \"\", must be a number of seconds in decimal notation")]
    [InlineData("a,nan,1,1", "t.csv:2:3: is \"nan\", must be a number of seconds in decimal notation")]
    [InlineData("a,1e3,1,1", "t.csv:2:3: is \"1e3\", must be a number of seconds in decimal notation")]
    [InlineData("a,1,-5,1", "t.csv:2:5: is \"-5\", must be at least 0 seconds")]
    [InlineData("a,1,1000000000001,1", "t.csv:2:5: is \"1000000000001\", must be at most 1000000000000 seconds")]
    [InlineData("a,1,99999999999999999999,1", "t.csv:2:5: is \"99999999999999999999\", must be at most 1000000000000 seconds")]
    [InlineData("a,0.0000001,1,1", "t.csv:2:3: is \"0.0000001\", must be in whole microseconds: at most 6 digits after the point, apart from zeros")]
    [InlineData("é,1,1,0", "t.csv:2:7: is \"0\", must be 1 to 2147483647 chips")]
    [InlineData("a,1,1,-1", "t.csv:2:7: is \"-1\", must be 1 to 2147483647 chips")]
    [InlineData("a,1,1,2147483648", "t.csv:2:7: is \"2147483648\", must be 1 to 2147483647 chips")]
    [InlineData("a,1,1,1.5", "t.csv:2:7: is \"1.5\", must be a whole number of chips")]
    [InlineData("a,1,1,-", "t.csv:2:7: is \"-\", must be a whole number of chips")]
    [InlineData(",1,1,1", "t.csv:2:1: is \"\", must be a name")]
    [InlineData("a,1,1", "t.csv:2:6: is \"a,1,1\" (3 fields), must be 4 fields, as in the header")]
    [InlineData("a,1,1,1,22", "t.csv:2:9: is \"a,1,1,1,22\" (5 fields), must be 4 fields, as in the header")]
    [InlineData("a,1,\"1,1", "t.csv:2:5: is \"\"1,1\", must be closed by a quote")]
    [InlineData("a,1,\"1,1\nb,2,1,1", "t.csv:2:5: is \"\"1,1\", must be closed by a quote on the same line")]
    [InlineData("\"a\"b,1,1,1", "t.csv:2:1: is \"\"a\"b\", must be followed by a comma or the end of the line after its closing quote")]
    [InlineData("x,1,1,1\na\"b,1,1,1", "t.csv:3:1: is \"a\"b\", must be quoted as a whole when it contains a quote")]
    [InlineData("a,1,1\0,1", "t.csv:2:5: is \"1\\u0000\", must be text in UTF-8 without control characters")]
    [InlineData("a,5,1,1\nb,4.5,1,1", "t.csv:3:3: is \"4.5\", must be at least 5, the submission in line 2")]
    [InlineData("", "t.csv:2:1: is the end of the file, must be a line with a job")]
    public void Native_BadRow_IsReportedInPlace(string rows, string expected) =>
        Assert.Equal(expected, Texts.OnlyIssue(Texts.NativeHeader + rows));

    [Theory]
    [InlineData("", "t.csv:1:1: is an empty file, must be a header such as \"job_id,submit_s,duration_s,chips\"")]
    [InlineData("\n\n", "t.csv:1:1: is an empty file, must be a header such as \"job_id,submit_s,duration_s,chips\"")]
    [InlineData("job_id,submit_s,chips\na,1,1", "t.csv:1:1: is \"job_id,submit_s,chips\", must be a header with the column \"duration_s\", or \"work_tflop\", or \"parameters\" and \"tokens\"")]
    [InlineData("job_id,submit_s,duration_s,chips,chips\n", "t.csv:1:34: is \"chips\", must be a column that the header names once")]
    [InlineData("job_id,submit_s,duration_s,chips,prio\n", "t.csv:1:34: is \"prio\", must be one of job_id, submit_s, chips, duration_s, work_tflop, parameters, tokens, mfu, or start with x_")]
    [InlineData("job\0id,submit_s\n", "t.csv:1:1: is \"job\\u0000id\", must be text in UTF-8 without control characters")]
    public void Native_BadHeader_IsReportedInPlace(string text, string expected) => Assert.Equal(expected, Texts.OnlyIssue(text));

    [Fact]
    public void Native_SeveralIssues_AreAllReportedAndGoodRowsRead()
    {
        var (jobs, issues) = Texts.Read(Texts.NativeHeader + "a,x,-1,0\nb,1,1,1\nc,2,1\n");
        Assert.Equal(["t.csv:2:3", "t.csv:2:5", "t.csv:2:8", "t.csv:4:6"], issues.Select(issue => issue.Where));
        Assert.Equal("b", Assert.Single(jobs).Id);
    }

    [Fact]
    public void Native_MoreIssuesThanShown_AreCounted()
    {
        var (_, issues) = Texts.Read(Texts.NativeHeader + string.Concat(Enumerable.Repeat("a,1,1,0\n", 57)));
        Assert.Equal(IssueLog.MaxShown + 1, issues.Count);
        Assert.Equal("t.csv: is wrong in these places and 37 more, must be without issues", issues[^1].ToString());
    }

    [Fact]
    public void Native_EndlessLine_IsReportedOnce()
    {
        var text = Texts.NativeHeader + "a,1,1,1\n" + new string('9', 10_000_000);
        Assert.StartsWith("t.csv:3:1: is a line of more than", Texts.OnlyIssue(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Native_WrittenJobs_AreReadBack() => Jobs.Sample(expected =>
    {
        var rows = expected.Select(job =>
            $"\"{job.Id.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{DecimalSeconds.Format(job.Submit.Microseconds)},"
            + $"{DecimalSeconds.Format(job.Work.Microseconds)},{job.Chips}");
        var (jobs, issues) = Texts.Read(Texts.NativeHeader + string.Join('\n', rows));
        Assert.Empty(issues);
        Assert.Equal(expected, jobs);
    });
}
