using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: what is said of two runs that should be equal, or should not.</summary>
public sealed class DivergeTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Diverge_EqualRunsOfBothEngines_SaysSo()
    {
        await PlayAsync("first", "--engine", "reference");
        await PlayAsync("second", "--engine", "orleans", "--window", "7m");

        var result = await _workspace.RunAsync("diverge", "first", "second");

        result.AssertExit(0);
        Assert.EndsWith("the runs are equal up to 1.00:00:00\n", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Diverge_TwoSeeds_NamesWindowRackChipAndField()
    {
        await PlayAsync("first", "--engine", "reference", "--seed", "1");
        await PlayAsync("second", "--engine", "reference", "--seed", "2");

        var result = await _workspace.RunAsync("diverge", "first", "second");

        result.AssertExit(1);
        Assert.Empty(result.Error);
        var lines = result.Output.Split('\n');
        Assert.Matches(@"^A: first: rainier \([0-9a-f]{8}\) with seed 1, version [0-9.]+, complete, to 1\.00:00:00$", lines[0]);
        Assert.Matches(@"^B: second: rainier \([0-9a-f]{8}\) with seed 2, version [0-9.]+, complete, to 1\.00:00:00$", lines[1]);
        Assert.Matches(
            @"^window 00:00:00 to 01:00:00, data center indiana, rack \d+, chip \d+: "
                + @"exposureLeft is [\d.]+ s in A and [\d.]+ s in B$",
            lines[2]);
    }

    [SkippableFact]
    public async Task Diverge_RunThatWasKilled_GoesByItsCheckpoint()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using (var run = Simulator.Start(_workspace.Path, SavedRun.With(_workspace, "--engine", "reference")))
        {
            await run.WaitForCheckpointAsync(_workspace, 2);
            (await _workspace.RunAsync("diverge", "here.run", "here.run")).AssertExit(2).AssertError("in use by another process");
            run.Send(Signal.Kill);
            await run.WaitForExitAsync();
        }

        string[] other = ["run", "two.yaml", "--set", "duration=50d", "--out", "other", "--engine", "reference"];
        (await _workspace.RunAsync(other)).AssertExit(0);

        var result = await _workspace.RunAsync("diverge", "here.run", "other");

        result.AssertExit(0);
        Assert.Contains("A: here.run: two-sites", result.Output, StringComparison.Ordinal);
        Assert.Contains(", unfinished, to ", result.Output, StringComparison.Ordinal);
        Assert.Contains("the runs are equal up to ", result.Output, StringComparison.Ordinal);
        (await _workspace.RunAsync("resume", "here")).AssertExit(0);
    }

    [Theory]
    [InlineData("nowhere", "file")]
    [InlineData("empty", "nowhere")]
    public async Task Diverge_OfSomethingElse_NamesBoth(string first, string second)
    {
        _workspace.Write("file", "mine");
        Directory.CreateDirectory(_workspace.PathOf("empty"));

        (await _workspace.RunAsync("diverge", first, second)).AssertExit(2)
            .AssertError($"{first}: is ", $"{second}: is ", "must be a folder of results with windows.hash");
    }

    [Theory]
    [InlineData("diverge")]
    [InlineData("diverge", "one")]
    [InlineData("diverge", "one", "--json")]
    [InlineData("diverge", "one", "two", "three")]
    public async Task Diverge_OtherArguments_AreRefused(params string[] arguments) =>
        (await _workspace.RunAsync(arguments)).AssertExit(2);

    private async Task PlayAsync(string folder, params string[] more) =>
        (await _workspace.RunAsync(SmallRun.With(["--out", folder, .. more]))).AssertExit(0);
}
