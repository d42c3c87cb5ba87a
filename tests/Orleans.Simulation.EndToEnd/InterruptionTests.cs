using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: what is left of a run that does not get to its end.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Days = 36_500;

    private const decimal Duration = Days * 86_400m;

    /// <summary>A century: nobody waits for its end.</summary>
    private static readonly string[] Endless =
    [
        "run", "rainier", "--set", "fleet.chips=1024", "--set", $"duration={Days}d", "--set", "outputs.interval=1d",
        "--tables", "csv", "--out", "here",
    ];

    private readonly Workspace _workspace = new();

    public static TheoryData<string, Signal> EnginesAndSignals { get; } = new()
    {
        { "orleans", Signal.Interrupt },
        { "orleans", Signal.Terminate },
        { "reference", Signal.Interrupt },
        { "reference", Signal.Terminate },
    };

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [MemberData(nameof(EnginesAndSignals))]
    public async Task Run_AskedToEnd_LeavesResultsThatSaySo(string engine, Signal signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, [.. Endless, "--engine", engine]);
        await run.WaitForErrorAsync("rainier: 1,024 chips");
        await run.WaitForAsync("a job in the table", HasRecordedJobs);

        run.Send(signal);
        var result = await run.WaitForExitAsync();

        result.AssertExit(130);
        Assert.Contains("Interrupted", result.Output, StringComparison.Ordinal);
        string[] saved = signal == Signal.Terminate ? ["here.run"] : [];
        Assert.Equal(["here", "here.log", .. saved], _workspace.Entries);
        var results = _workspace.ResultsOf("here");
        Assert.Equal(JsonValueKind.False, results.Summary.At("complete").ValueKind);
        Assert.InRange(results.End, 1, Duration - 1);
        var states = results.Table("jobs").Rows.CountBy(job => job["state"], StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        Assert.All(
            ["completed", "queued", "running"],
            state => Assert.Equal(states.GetValueOrDefault(state), results.Summary.Count($"jobs.{state}")));
        Assert.Equal(states.Values.Sum(), results.Summary.Count("jobs.submitted"));
        Assert.True(states["completed"] > 0, "No job is completed.");
        Assert.All(
            results.Table("chips").Rows,
            chip => Assert.Equal(results.End, chip.Number("idle_s") + chip.Number("busy_s") + chip.Number("failed_s")));
    }

    [SkippableTheory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Run_ChipsThatLastNoLongerThanTheyMay_EndsSoonAfterItIsAskedTo(string engine)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        string[] failures = ["meanTimeToFailure=1s", "detection=0s", "repair=0s", "restart=0s"];
        string[] sets = [.. failures.SelectMany(each => (string[])["--set", $"failures.{each}"])];
        using var run = Simulator.Start(_workspace.Path, ["run", "rainier", .. sets, "--engine", engine, "--out", "here"]);
        await run.WaitForErrorAsync(" failures");

        run.Send(Signal.Terminate);
        var result = await run.WaitForExitAsync();

        result.AssertExit(130);
        Assert.Equal(JsonValueKind.False, _workspace.ResultsOf("here").Summary.At("complete").ValueKind);
    }

    [SkippableFact]
    public async Task InterruptedRuns_OfBothEngines_AgreeOnJobsThatEndedBefore()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        var ended = new List<string[]>();
        foreach (var engine in new[] { "orleans", "reference" })
        {
            using var run = Simulator.Start(_workspace.Path, [.. Endless, "--engine", engine]);
            await run.WaitForAsync("a job in the table", HasRecordedJobs);
            run.Send(Signal.Interrupt);
            (await run.WaitForExitAsync()).AssertExit(130);
            var jobs = _workspace.ResultsOf("here").Table("jobs").Rows.Where(job => job["state"] == "completed");
            ended.Add([.. jobs.Select(job => $"{job["job_id"]} {job["start_s"]} {job["end_s"]} {job["data_center"]}")]);
        }

        var common = Math.Min(ended[0].Length, ended[1].Length);
        Assert.True(common > 0, "No job is completed.");
        Assert.Equal(ended[0].Take(common), ended[1].Take(common));
    }

    [SkippableTheory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Run_Killed_LeavesNothingUnderItsNameAndTheNextOneSucceeds(string engine)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, [.. Endless, "--engine", engine]);
        await run.WaitForAsync("a job in the table", HasRecordedJobs);

        run.Send(Signal.Kill);
        await run.WaitForExitAsync();

        Assert.False(Directory.Exists(_workspace.PathOf("here")), "A killed run left results.");
        (await _workspace.RunAsync([.. Endless, "--engine", engine, "--set", "duration=6h"])).AssertExit(0);
        Assert.Equal(JsonValueKind.True, _workspace.ResultsOf("here").Summary.At("complete").ValueKind);
    }

    [SkippableFact]
    public async Task EarlierResults_OfKilledRun_Stay()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        (await _workspace.RunAsync([.. Endless, "--engine", "reference", "--set", "duration=6h"])).AssertExit(0);
        var earlier = _workspace.ResultsOf("here").SummaryText;
        using var run = Simulator.Start(_workspace.Path, [.. Endless, "--engine", "reference"]);
        await run.WaitForAsync("a job in the table", HasRecordedJobs);

        run.Send(Signal.Kill);
        await run.WaitForExitAsync();

        Assert.Equal(earlier, _workspace.ResultsOf("here").SummaryText);
    }

    /// <summary>Whether the table of a run that goes on holds more than its header.</summary>
    private bool HasRecordedJobs() =>
        Directory.EnumerateDirectories(_workspace.Path, ".here.partial-*")
            .Select(folder => new FileInfo(Path.Combine(folder, "jobs.csv")))
            .Any(file => file.Exists && file.Length > 4000);
}
