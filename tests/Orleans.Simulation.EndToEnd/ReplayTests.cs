using System.Globalization;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: traces through the command line, against the schedules of an independent reference.</summary>
public sealed class ReplayTests : IDisposable
{
    private const int Jobs = 5778;
    private const string Trace = "traces/training/itp/cluster02.csv";

    private readonly Workspace _workspace = new();

    public static TheoryData<string, string> Schedules { get; } = new()
    {
        { "fifo", "orleans" },
        { "fifo", "reference" },
        { "sjf", "reference" },
    };

    /// <summary>Options, then mean, p99 and maximum wait, mean completion time and makespan; see ../shared/conformance.</summary>
    public static TheoryData<string[], decimal[]> Totals { get; } = new()
    {
        { ["--pool", "96"], [475341.4855m, 1032899, 1076583, 498311.0318m, 6213135] },
        { ["--pool", "96", "--policy", "sjf"], [28423.6945m, 599365, 2022699, 51393.2409m, 6580945] },
        { ["--nodes", "12x8", "--policy", "fifo"], [574955.4948m, 1382055, 1428249, 597925.0412m, 6559769] },
        { ["--nodes", "12x8", "--policy", "sjf"], [21209.2819m, 241109, 3415643, 44178.8283m, 6994195] },
    };

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Schedules))]
    public async Task Starts_OnTwelveHostsOfEight_AreThoseOfTheReference(string policy, string engine)
    {
        var trace = Repository.Shared(Trace);
        var expected = CsvTable.Read(Repository.Shared($"conformance/cluster02_nodes12x8_{policy}.csv"));

        var result = await _workspace.RunAsync(
            "replay", trace, "--nodes", "12x8", "--policy", policy, "--engine", engine, "--tables", "csv", "--out", "here");

        result.AssertExit(0);
        Assert.Equal(Jobs, expected.Rows.Count);
        Assert.Equal(StartsOf(expected), StartsOf(_workspace.ResultsOf("here").Table("jobs")));
    }

    [SkippableTheory]
    [MemberData(nameof(Totals))]
    public async Task Totals_OfReplay_AreThoseOfTheReference(string[] options, decimal[] expected)
    {
        var trace = Repository.Shared(Trace);

        var result = await _workspace.RunAsync(["replay", trace, .. options, "--engine", "reference", "--out", "here"]);

        result.AssertExit(0);
        var jobs = _workspace.ResultsOf("here").Summary.At("jobs");
        string[] names = ["meanWaitSeconds", "p99WaitSeconds", "maxWaitSeconds", "meanJctSeconds", "makespanSeconds"];
        Assert.Equal(expected, names.Select(name => jobs.At(name).GetDecimal()));
        Assert.Equal(Jobs, jobs.Count("completed"));
        Assert.Equal(445_494_106, jobs.Count("chipSeconds"));
    }

    [SkippableFact]
    public async Task Itp_FromTheRootOfTheRepository_CompletesAllJobsOfSixClusters()
    {
        Repository.Shared("traces/training/itp");

        var result = await Simulator.RunAsync(
            Repository.Root, "run", "itp", "--engine", "reference", "--out", _workspace.PathOf("here"));

        result.AssertExit(0);
        var summary = _workspace.ResultsOf("here").Summary;
        Assert.Equal(43_663, summary.Count("jobs.submitted"));
        Assert.Equal(43_663, summary.Count("jobs.completed"));
        Assert.Equal(6, summary.Count("fleet.dataCenters"));
        Assert.Equal(summary.Number("jobs.chipSeconds"), summary.Number("chipTime.busyChipSeconds"));
    }

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Job_LargerThanTheFleet_IsRejectedCountedAsFailedAndNoted(string engine)
    {
        _workspace.Write("trace.csv", "job_id,submit_s,duration_s,chips\nsmall,0,10,8\nlarge,1,10,16\nlast,2,10,8\n");

        var result = await _workspace.RunAsync(
            "replay", "trace.csv", "--pool", "8", "--engine", engine, "--tables", "csv", "--out", "here");

        result.AssertExit(0).AssertError("note: ", "trace.csv", "16 chips", "rejected", "failed");
        var results = _workspace.ResultsOf("here");
        Assert.Equal(3, results.Summary.Count("jobs.submitted"));
        Assert.Equal(2, results.Summary.Count("jobs.completed"));
        Assert.Equal(1, results.Summary.Count("jobs.failed"));
        var rejected = Assert.Single(results.Table("jobs").Rows, job => job["state"] == "rejected");
        Assert.Equal("large", rejected["job_id"]);
        Assert.False(rejected.Has("start_s"), "A rejected job was started.");
        Assert.Equal(20, results.Summary.Number("jobs.makespanSeconds"));
    }

    [Fact]
    public async Task Replay_OnTheFleetOfAScenarioWithFailures_Completes()
    {
        _workspace.Write("trace.csv", "job_id,submit_s,duration_s,chips\na,0,3600,64\nb,60,7200.5,100\n");

        var result = await _workspace.RunAsync(
            "replay", "trace.csv", "--fleet", "nvl72", "--failures", "on", "--engine", "reference", "--out", "here");

        result.AssertExit(0);
        var summary = _workspace.ResultsOf("here").Summary;
        Assert.Equal(36_864, summary.Count("fleet.chips"));
        Assert.Equal(2, summary.Count("jobs.completed"));
    }

    private static List<(long Row, decimal Start)> StartsOf(CsvTable table) =>
    [
        .. table.Rows
            .Select(job => (Row: long.Parse(job["row"], CultureInfo.InvariantCulture), Start: job.Number("start_s")))
            .OrderBy(job => job.Row),
    ];
}
