using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: what is wrong with the user's input is said before anything begins, and nothing is left behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string TraceHeader = "job_id,submit_s,duration_s,chips\n";

    private readonly Workspace _workspace = new();

    public static TheoryData<string[], string[]> CommandLines { get; } = new()
    {
        { ["simulate"], ["'simulate'"] },
        { ["run", "rainier", "nvl72"], ["'nvl72'"] },
        { ["run", "--speed", "9"], ["'--speed'"] },
        { ["run", "--engine", "warp"], ["'warp'", "'orleans'", "'reference'"] },
        { ["run", "--tables", "xml"], ["'xml'", "'parquet'", "'csv'"] },
        { ["run", "--seeds"], ["'--seeds'"] },
        { ["replay", "--pol", "sjf"], ["'--pol'"] },
        { ["run", "--seed"], ["--seed"] },
        { ["run", "--seed", "eleven"], ["--seed: is \"eleven\", must be an integer from 0 to"] },
        { ["run", "--seed", "-1"], ["--seed: is \"-1\", must be an integer from 0 to"] },
        { ["run", "--out"], ["--out"] },
        { ["run", "--set"], ["--set"] },
        { ["run", "--set", "fleet.chips"], ["fleet.chips"] },
        { ["run", "--set", "fleet.chipz=8"], ["--set fleet.chipz", "did you mean chips?"] },
        { ["run", "--set", "fleet.dataCenters[9].racks=8"], ["--set fleet.dataCenters[9]"] },
        { ["run", "rainer"], ["\"rainer\"", "nvl72, rainier, rainier-1m, rainier-2025, tpu-pod"] },
        { ["run", "missing.yaml"], ["missing.yaml"] },
        { ["describe", "rainer"], ["\"rainer\"", "nvl72, rainier, rainier-1m, rainier-2025, tpu-pod"] },
        { ["describe"], ["'SCENARIO'"] },
        { ["describe", "rainier", "--set", "fleet.chipz=8"], ["--set fleet.chipz", "did you mean chips?"] },
        { ["scenarios", "rainier"], ["'rainier'"] },
        { ["catalog"], ["Required command"] },
        { ["catalog", "show", "h10"], ["NAME: is \"h10\", must be one of a100, b200", "did you mean h100?"] },
        { ["catalog", "show", "--jsn"], ["'--jsn'"] },
        { ["catalog", "compare", "h100"], ["NAME: is h100 alone, must be two types at least"] },
        { ["catalog", "compare", "h10", "h2000"], ["\"h10\"", "\"h2000\"", "did you mean h200?"] },
        { ["catalog", "compare", "h100", "h100-hgx"], ["NAME: is the chip h100 and the rack h100-hgx", "rack types only"] },
        { ["catalog", "list", "--with", "missing.yaml"], ["missing.yaml"] },
        { ["catalog", "list", "--with", "trace.csv"], ["trace.csv:1:1"] },
        { ["replay"], ["'TRACE'"] },
        { ["replay", "trace.csv"], ["exactly one of --nodes KxC, --pool N and --fleet NAME"] },
        { ["replay", "trace.csv", "--nodes", "12x8", "--pool", "96"], ["exactly one of"] },
        { ["replay", "trace.csv", "--nodes", "12*8"], ["--nodes: is \"12*8\"", "12x8"] },
        { ["replay", "trace.csv", "--nodes", "0x8"], ["--nodes: is \"0x8\""] },
        { ["replay", "trace.csv", "--pool", "0"], ["--pool: is \"0\""] },
        { ["replay", "trace.csv", "--fleet", "rainer"], ["--fleet", "\"rainer\""] },
        { ["replay", "trace.csv", "--pool", "8", "--policy", "lifo"], ["--policy: is \"lifo\"", "fifo, sjf"] },
        { ["replay", "trace.csv", "--pool", "8", "--failures", "maybe"], ["--failures: is \"maybe\"", "on, off"] },
        { ["replay", "trace.csv", "--pool", "8", "--format", "xls"], ["--format", "xls"] },
        { ["replay", "trace.csv", "--pool", "8", "--seed", "-1"], ["--seed: is \"-1\""] },
        { ["replay", "trace.csv", "--pool", "0", "--policy", "lifo"], ["--pool: is \"0\"", "--policy: is \"lifo\""] },
        { ["replay", "missing.csv", "--pool", "8"], ["missing.csv: is missing"] },
    };

    public static TheoryData<string, string[]> Traces { get; } = new()
    {
        { string.Empty, ["trace.csv:1:1", "header"] },
        { TraceHeader, ["trace.csv:2:1", "a line with a job"] },
        { "job_id,submit_s,chips\na,0,1\n", ["trace.csv:1:1", "duration_s"] },
        { TraceHeader + "a,0,10,1\nb,soon,10,1\nc,20,10\nd,30,10,0\n", ["trace.csv:3:3", "trace.csv:4:", "trace.csv:5:9"] },
        {
            "job_id,submit_s,chips,duration_s,work_tflop,mfu\na,0,1,10,5,\nb,0,1,,,\nc,0,1,,0,2\n",
            ["trace.csv:2:10", "blank where duration_s is given", "trace.csv:3:7", "given, or work_tflop", "trace.csv:4:8", "trace.csv:4:10"]
        },
        { TraceHeader + "a,5,10,1\nb,4.5,10,1\n", ["trace.csv:3:3", "\"4.5\"", "at least 5", "line 2"] },
    };

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task CommandLine_ThatIsWrong_IsRefusedAndLeavesNothing(string[] arguments, string[] said)
    {
        _workspace.Write("trace.csv", TraceHeader + "a,0,10,1\n");

        var result = await _workspace.RunAsync(arguments);

        result.AssertExit(2).AssertError(said);
        Assert.Empty(result.Output);
        Assert.Equal(["trace.csv"], _workspace.Entries);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public async Task Trace_ThatIsWrong_IsRefusedWithItsPlaces(string trace, string[] said)
    {
        _workspace.Write("trace.csv", trace);

        var result = await _workspace.RunAsync("replay", "trace.csv", "--pool", "8", "--out", "out/here");

        result.AssertExit(2).AssertError(said);
        Assert.Equal(["trace.csv"], _workspace.Entries);
    }

    [Fact]
    public async Task Scenario_WithSeveralBadValues_IsRefusedWithThePlaceOfEach()
    {
        _workspace.Write("bad.yaml", """
            name: bad name
            duration: 60
            fleet:
              dataCenters:
                - { name: here, rack: h100-hgx, racks: 0 }
            workload:
              sources:
                - name: training
                  trace: missing.csv
            scheduler:
              order: lifo
            failures:
              repair: -4h
            colour: blue
            """);

        var result = await _workspace.RunAsync("run", "bad.yaml", "--out", "here");

        result.AssertExit(2).AssertError(
            "bad.yaml:1:7 name", "bad.yaml:2:11 duration", "bad.yaml:5:44 fleet.dataCenters[0].racks",
            "bad.yaml:11:10 scheduler.order", "bad.yaml:13:11 failures.repair", "bad.yaml:14:1 colour");
        Assert.Equal(["bad.yaml"], _workspace.Entries);
    }

    [Fact]
    public async Task TraceAndFolder_BothWrong_AreBothRefused()
    {
        await File.WriteAllTextAsync(_workspace.PathOf("trace.csv"), TraceHeader + "a,-1,10,1\n");

        var result = await _workspace.RunAsync(["replay", "trace.csv", "--nodes", "1x1", "--out", "trace.csv/below"]);

        result.AssertExit(2);
        Assert.Contains("trace.csv:2:3", result.Error, StringComparison.Ordinal);
        Assert.Contains("below the file", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenario_ThatIsNoYaml_IsRefusedWithItsPlace()
    {
        _workspace.Write("bad.yaml", "name: bad\nfleet: [\n");

        var result = await _workspace.RunAsync("run", "bad.yaml");

        result.AssertExit(2);
        Assert.Matches(@"^bad\.yaml:\d+:\d+", result.Error);
        Assert.Equal(["bad.yaml"], _workspace.Entries);
    }

    [Fact]
    public async Task Scenario_WithMissingTrace_IsRefused()
    {
        _workspace.Write("lost.yaml", """
            name: lost
            fleet:
              dataCenters:
                - { name: here, rack: h100-hgx, racks: 1 }
            workload:
              sources:
                - { name: jobs, trace: lost.csv }
            """);

        var result = await _workspace.RunAsync("run", "lost.yaml");

        result.AssertExit(2).AssertError("lost.csv: is missing");
        Assert.Equal(["lost.yaml"], _workspace.Entries);
    }
}
