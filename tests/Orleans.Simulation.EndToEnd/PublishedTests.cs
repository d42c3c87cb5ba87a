using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: published figures beside what a run measured, however it is played, and presets that name some.</summary>
public sealed class PublishedTests : IDisposable
{
    private const string Published = "published=["
        + "{ figure: completed, value: 12345.5, low: 12000, source: a paper },"
        + "{ figure: \"mttf-hours:8\", value: 3, low: 2.5, high: 3.5, source: \"another [paper]\" },"
        + "{ figure: makespan-hours, value: 1, high: 2, source: a paper }]";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("--engine", "orleans")]
    [InlineData("--engine", "reference")]
    [InlineData("--silos", "2")]
    public async Task Run_WithPublishedFigures_ShowsThemBesideWhatItMeasuredAndChangesNoResult(string option, string value)
    {
        (await _workspace.RunAsync(SmallRun.With("--engine", "reference", "--out", "plain"))).AssertExit(0);

        var result = (await _workspace.RunAsync(SmallRun.With(option, value, "--set", Published, "--out", "here"))).AssertExit(0);

        var (plain, summary) = (_workspace.ResultsOf("plain").Summary, _workspace.ResultsOf("here").Summary);
        Assert.False(plain.TryGetProperty("published", out _));
        Assert.Equal(plain.At("scenarioHash").GetString(), summary.At("scenarioHash").GetString());
        Assert.Equal(plain.At("resultHash").GetString(), summary.At("resultHash").GetString());
        AssertSummary(summary);
        AssertShown(result.Output);
    }

    [SkippableFact]
    public async Task Run_ThatIsResumed_ShowsThemToo()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using (var run = Simulator.Start(_workspace.Path, SavedRun.With(_workspace, "--set", Published)))
        {
            await run.WaitForCheckpointAsync(_workspace, 2);
            run.Send(Signal.Kill);
            await run.WaitForExitAsync();
        }

        var result = (await _workspace.RunAsync("resume", "here")).AssertExit(0);

        AssertSummary(_workspace.ResultsOf("here").Summary);
        AssertShown(result.Output);
    }

    [Theory]
    [InlineData("llama3-16k", "duration=2d")]
    [InlineData("meta-rsc1", "duration=12h")]
    [InlineData("tpu-v4-ocs", "duration=7d")]
    [InlineData("tpu-v4-ocs", "scheduler.placement=slices")]
    [InlineData("airesim-default", "duration=3d")]
    [InlineData("airesim-work-only", "duration=3d")]
    public async Task Preset_OfAPublishedExperiment_RunsAndShowsItsFigures(string preset, string change)
    {
        var result = await _workspace.RunAsync("run", preset, "--engine", "reference", "--set", change, "--out", "here");

        result.AssertExit(0);
        Assert.Contains("Measured", result.Output, StringComparison.Ordinal);
        var summary = _workspace.ResultsOf("here").Summary;
        Assert.True(summary.At("published").GetArrayLength() >= 2, "Nothing published.");
        Assert.True(summary.Count("jobs.completed") + summary.Count("jobs.running") > 0, "No job has started.");
        Assert.True(summary.Count("goodput.interruptions") > 0, "Nothing was interrupted.");
    }

    private static void AssertSummary(JsonElement summary)
    {
        var published = summary.At("published").EnumerateArray().ToList();
        Assert.Equal(
            ["completed", "mttf-hours:8", "makespan-hours"], published.Select(figure => figure.At("figure").GetString()));
        Assert.Equal(12345.5m, published[0].At("value").GetDecimal());
        Assert.Equal(12000, published[0].At("low").GetDecimal());
        Assert.Equal(JsonValueKind.Null, published[0].At("high").ValueKind);
        Assert.Equal(summary.Count("jobs.completed"), published[0].Count("measured"));
        Assert.Equal("another [paper]", published[1].At("source").GetString());
        Assert.Equal(
            Math.Round(summary.At("jobs.makespanSeconds").GetDecimal() / 3600, 6), published[2].At("measured").GetDecimal());
    }

    private static void AssertShown(string output)
    {
        Assert.Matches(@"Figure +Published +Measured +Source", output);
        Assert.Matches(@"completed +12,345\.5 \(from 12,000\) +[\d,]+ +a paper", output);
        Assert.Matches(@"mttf-hours:8 +3 \(2\.5 to 3\.5\) +[\d,.-]+ +another \[paper\]", output);
        Assert.Matches(@"makespan-hours +1 \(to 2\) +[\d,.]+ +a paper", output);
    }
}
