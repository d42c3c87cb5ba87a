using CsCheck;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Tests.Formats;

/// <summary>What jobs of a trace compute, and how that goes with their run times.</summary>
public sealed class JobWorkTests
{
    private const string AllWays = "job_id,submit_s,chips,duration_s,work_tflop,parameters,tokens,mfu\n";

    private static readonly Gen<Int128> Flop = Gen.Select(
        Gen.Long[0, 10_000_000_000_000_000 - 1],
        Gen.Long[1, 999_999_999_999],
        (tera, rest) => ((Int128)tera * 1_000_000_000_000) + rest);

    private static readonly Gen<int> Mfu = Gen.OneOf(Gen.Const(0), Gen.Int[1, ModelFlops.WholeMfu]);

    private static readonly Gen<TraceJob> Job = Gen.OneOf(
        Gen.Long[0, 100_000_000_000_000].Select(runTime => Stating(new(runTime), flops: null)),
        Gen.Select(Flop, Mfu, (flop, mfu) => Stating(VirtualDuration.Zero, new(flop, 0) { Mfu = mfu })),
        Gen.Select(Gen.Long[1, 1_000_000_000_000], Gen.Long[1, 1_000_000_000_000_000], Mfu, (parameters, tokens, mfu) =>
            Stating(VirtualDuration.Zero, ModelFlops.OfTraining(parameters, tokens) with { Mfu = mfu })));

    [Theory]
    [InlineData("2500", "2500000000000000")]
    [InlineData("0.000000000001", "1")]
    [InlineData("1.5000000000000", "1500000000000")]
    [InlineData("10000000000000000.0", "10000000000000000000000000000")]
    public void Work_Teraflop_BecomesWholeFlop(string text, string flop)
    {
        var (jobs, issues) = Texts.Read($"job_id,submit_s,work_tflop,chips\na,1,{text},8\n");

        Assert.Empty(issues);
        Assert.Equal(
            [new TraceJob(0, "a", VirtualTime.FromSeconds(1), VirtualDuration.Zero, 8) { Flops = new(Int128.Parse(flop, provider: null), 0) }],
            jobs);
    }

    [Theory]
    [InlineData("8000000000,1500000000000,", 8_000_000_000, 1_500_000_000_000, 0)]
    [InlineData("8000000000.0,1500000000000.0,0.43", 8_000_000_000, 1_500_000_000_000, 430_000)]
    [InlineData("1,1,1", 1, 1, 1_000_000)]
    [InlineData("1000000000000000,1000000000000,0.000001", 1_000_000_000_000_000, 1_000_000_000_000, 1)]
    public void Work_ParametersAndTokens_IsSixTimesBoth(string fields, long parameters, long tokens, int mfu)
    {
        var (jobs, issues) = Texts.Read($"parameters,tokens,mfu,job_id,submit_s,chips\n{fields},a,1,8\n");

        Assert.Empty(issues);
        Assert.Equal(new ModelFlops((Int128)6 * parameters * tokens, 6 * parameters) { Mfu = mfu }, Assert.Single(jobs).Flops);
    }

    [Fact]
    public void Work_OfEachKindInOneFile_IsToldByWhatIsNotBlank()
    {
        var (jobs, issues) = Texts.Read(AllWays + "a,1,8,60,,,,\nb,1,8,,60,,,0.5\nc,1,8, ,\"\",7,9,\n");

        Assert.Empty(issues);
        Assert.Equal(
            [
                (VirtualDuration.FromSeconds(60), null),
                (VirtualDuration.Zero, new ModelFlops(60_000_000_000_000, 0) { Mfu = 500_000 }),
                (VirtualDuration.Zero, new ModelFlops(6 * 7 * 9, 6 * 7)),
            ],
            jobs.Select(job => (job.Work, job.Flops)));
    }

    [Theory]
    [InlineData("a,1,8,,,,,", "2:7: is \"\", must be given, or work_tflop, or parameters and tokens")]
    [InlineData("a,1,8,,,,,0.5", "2:7: is \"\", must be given, or work_tflop, or parameters and tokens")]
    [InlineData("a,1,8,60,9,,,", "2:10: is \"9\", must be blank where duration_s is given")]
    [InlineData("a,1,8,60,,9,,", "2:11: is \"9\", must be blank where duration_s is given")]
    [InlineData("a,1,8,60,,,9,", "2:12: is \"9\", must be blank where duration_s is given")]
    [InlineData("a,1,8,60,,,,0.5", "2:13: is \"0.5\", must be blank where duration_s is given")]
    [InlineData("a,1,8,,60,9,,", "2:11: is \"9\", must be blank where work_tflop is given")]
    [InlineData("a,1,8,,60,,9,", "2:12: is \"9\", must be blank where work_tflop is given")]
    [InlineData("a,1,8,,,9,,", "2:11: is \"\", must be given where parameters are given")]
    [InlineData("a,1,8,,,,9,", "2:9: is \"\", must be given where tokens are given")]
    [InlineData("a,1,8,x,,,,", "2:7: is \"x\", must be a number of seconds in decimal notation")]
    [InlineData("a,1,8,,x,,,", "2:8: is \"x\", must be a number of TFLOP in decimal notation, greater than 0")]
    [InlineData("a,1,8,,-1,,,", "2:8: is \"-1\", must be a number of TFLOP in decimal notation, greater than 0")]
    [InlineData("a,1,8,,1e9,,,", "2:8: is \"1e9\", must be a number of TFLOP in decimal notation, greater than 0")]
    [InlineData("a,1,8,,1.,,,", "2:8: is \"1.\", must be a number of TFLOP in decimal notation, greater than 0")]
    [InlineData("a,1,8,,0.0,,,", "2:8: is \"0.0\", must be greater than 0 TFLOP")]
    [InlineData("a,1,8,,0.0000000000001,,,", "2:8: is \"0.0000000000001\", must be in whole FLOP: at most 12 digits after the point, apart from zeros")]
    [InlineData("a,1,8,,10000000000000000.1,,,", "2:8: is \"10000000000000000.1\", must be at most 10000000000000000 TFLOP")]
    [InlineData("a,1,8,,99999999999999999999,,,", "2:8: is \"99999999999999999999\", must be at most 10000000000000000 TFLOP")]
    [InlineData("a,1,8,,,0,9,", "2:9: is \"0\", must be 1 to 1000000000000000 parameters")]
    [InlineData("a,1,8,,,9,1.5,", "2:11: is \"1.5\", must be a whole number of tokens")]
    [InlineData("a,1,8,,,9,1000000000000000001,", "2:11: is \"1000000000000000001\", must be 1 to 1000000000000000000 tokens")]
    [InlineData("a,1,8,,,1000000000000000,1000000000000000000,", "2:26: is \"1000000000000000000\", must be such that 6 x parameters x tokens are at most 10^28 FLOP")]
    [InlineData("a,1,8,,60,,,0", "2:13: is \"0\", must be a share in decimal notation, greater than 0 and at most 1, with at most 6 digits after the point")]
    [InlineData("a,1,8,,60,,,1.1", "2:13: is \"1.1\", must be a share in decimal notation, greater than 0 and at most 1, with at most 6 digits after the point")]
    [InlineData("a,1,8,,60,,,0.4300001", "2:13: is \"0.4300001\", must be a share in decimal notation, greater than 0 and at most 1, with at most 6 digits after the point")]
    [InlineData("a,1,8,,60,,,43%", "2:13: is \"43%\", must be a share in decimal notation, greater than 0 and at most 1, with at most 6 digits after the point")]
    public void Work_ThatIsWrong_IsReportedInPlace(string row, string expected) =>
        Assert.Equal($"t.csv:{expected}", Texts.OnlyIssue(AllWays + row));

    [Theory]
    [InlineData("job_id,submit_s,chips,work_tflop\na,1,8,\n", "2:7: is \"\", must be given")]
    [InlineData("job_id,submit_s,chips,parameters,tokens\na,1,8,,\n", "2:7: is \"\", must be given")]
    [InlineData("job_id,submit_s,chips,tokens,parameters,work_tflop\na,1,8,,,\n", "2:9: is \"\", must be given, or parameters and tokens")]
    [InlineData("job_id,submit_s,chips,duration_s,mfu\na,1,8,,\n", "2:7: is \"\", must be a number of seconds in decimal notation")]
    [InlineData("job_id,submit_s,chips,duration_s,mfu\na,1,8,60,1\n", "2:10: is \"1\", must be blank where duration_s is given")]
    [InlineData("job_id,submit_s,chips,parameters\n", "1:1: is \"job_id,submit_s,chips,parameters\", must be a header with both of \"parameters\" and \"tokens\", or with neither")]
    [InlineData("job_id,submit_s,chips,mfu\n", "1:1: is \"job_id,submit_s,chips,mfu\", must be a header with the column \"duration_s\", or \"work_tflop\", or \"parameters\" and \"tokens\"")]
    public void Header_WithSomeOfTheColumns_AsksForWhatItHas(string text, string expected) =>
        Assert.Equal($"t.csv:{expected}", Texts.OnlyIssue(text));

    [Fact]
    public void Work_SeveralIssuesInARow_AreAllReported()
    {
        var (jobs, issues) = Texts.Read(AllWays + "a,1,0,60,1,2,3,4\nb,1,8,,,0,x,2\n");

        Assert.Empty(jobs);
        Assert.Equal(
            ["t.csv:2:10", "t.csv:2:12", "t.csv:2:14", "t.csv:2:16", "t.csv:2:5", "t.csv:3:9", "t.csv:3:11", "t.csv:3:13"],
            issues.Select(issue => issue.Where));
    }

    [Fact]
    public void Work_WrittenJobs_AreReadBack() => Job.Array[1, 20].Sample(jobs =>
    {
        var (read, issues) = Texts.Read(AllWays + string.Join('\n', jobs.Select(Texts.RowOf)));

        Assert.Empty(issues);
        Assert.Equal(jobs.Select((job, row) => job with { Row = row }), read);
    });

    private static TraceJob Stating(VirtualDuration runTime, ModelFlops? flops) =>
        new(0, "a", VirtualTime.FromSeconds(1), runTime, 8) { Flops = flops };
}
