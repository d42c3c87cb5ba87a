using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: a run that cannot fit in memory is refused before it starts, and leaves nothing.</summary>
public sealed class MemoryTests : IDisposable
{
    /// <summary>131,072 grains run out of it; the reference engine has plenty.</summary>
    private const long TooFewForGrains = 300_000_000;

    /// <summary>Less than any run with grains is estimated to need, and yet enough for a small one.</summary>
    private const long TooFewForAny = 80_000_000;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("run", "rainier")]
    [InlineData("run", "rainier", "--out", "here/below")]
    [InlineData("replay", "trace.csv", "--pool", "131072")]
    public async Task Run_ThatCannotFit_IsRefusedAndLeavesNothing(params string[] arguments)
    {
        WriteTrace("a,0,10,1");

        var result = await RunAsync(TooFewForGrains, arguments);

        result.AssertExit(3).AssertError("131,072 chips", "0.30 GB", "fewer chips", "--engine reference", "--ignore-memory");
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(result.Output);
        Assert.Equal(["trace.csv"], _workspace.Entries);
    }

    [Fact]
    public async Task Run_OnTheEngineThatTheRefusalNames_Fits()
    {
        var result = await RunAsync(TooFewForGrains, "run", "rainier", "--engine", "reference", "--set", "duration=10m");

        result.AssertExit(0);
    }

    [Fact]
    public async Task IgnoreMemory_OnRunThatIsRefusedWithout_RunsIt()
    {
        var arguments = SmallRun.With("--out", "here");
        (await RunAsync(TooFewForAny, arguments)).AssertExit(3);
        Assert.Empty(_workspace.Entries);

        (await RunAsync(TooFewForAny, [.. arguments, "--ignore-memory"])).AssertExit(0);

        Assert.Equal(["here", "here.log"], _workspace.Entries);
        Assert.Equal(1_024, _workspace.ResultsOf("here").Summary.Count("fleet.chips"));
    }

    [Theory]
    [InlineData("replay", "trace.csv", "--pool", "131072")]
    [InlineData("run", "rainier", "--out", "trace.csv")]
    public async Task Run_ThatIsWrongAndCannotFit_IsToldWhatIsWrong(params string[] arguments)
    {
        WriteTrace("a,0,10,none");

        var result = await RunAsync(TooFewForGrains, arguments);

        result.AssertExit(2);
        Assert.DoesNotContain("memory", result.Error, StringComparison.Ordinal);
    }

    private void WriteTrace(string row) => _workspace.Write("trace.csv", $"job_id,submit_s,duration_s,chips\n{row}\n");

    private Task<CommandResult> RunAsync(long heap, params string[] arguments) =>
        Simulator.RunInHeapAsync(_workspace.Path, heap, arguments);
}
