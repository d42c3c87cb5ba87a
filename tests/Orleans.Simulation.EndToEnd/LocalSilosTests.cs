using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: <c>run --silos N</c>, whose silos and parent are killed.</summary>
public sealed partial class LocalSilosTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string RunFolder => _workspace.PathOf("here.run");

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [InlineData("silo-00")]
    [InlineData("silo-02")]
    public async Task Run_WhoseSiloIsKilledTwice_StartsItAgainAndGivesBytesOfReferenceEngine(string silo)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, LongRun.With("--silos", "3", "--out", "here"));
        foreach (var checkpoint in (int[])[1, 8])
        {
            await run.WaitForAsync($"checkpoint {checkpoint}", () => LongRun.HasCheckpoint(RunFolder, checkpoint));
            Process.GetProcessById(ProcessOf(silo)).Kill();
        }

        (await run.WaitForExitAsync()).AssertExit(0);

        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        Assert.Equal(["here", "here.log"], _workspace.Entries);
    }

    [SkippableFact]
    public async Task Run_WhoseParentIsKilled_EndsItsSilosAndGoesOnWhenResumedOnOthers()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, LongRun.With("--silos", "2", "--out", "here"));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(RunFolder, 1));
        Process[] silos = [Process.GetProcessById(ProcessOf("silo-00")), Process.GetProcessById(ProcessOf("silo-01"))];

        run.Send(Signal.Kill);
        await run.WaitForExitAsync();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await Task.WhenAll(silos.Select(silo => silo.WaitForExitAsync(patience.Token)));
        (await _workspace.RunAsync("resume", "here", "--silos", "3")).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        Assert.Equal(["here", "here.log"], _workspace.Entries);
    }

    [SkippableTheory]
    [InlineData(Signal.Interrupt)]
    [InlineData(Signal.Terminate)]
    public async Task Run_AskedToEnd_LeavesResultsThatSaySoAndCanBeResumedHere(Signal signal)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, LongRun.With("--silos", "2", "--out", "here"));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(RunFolder, 1));

        run.Send(signal);
        (await run.WaitForExitAsync()).AssertExit(130).AssertError("goes on from the last checkpoint");

        Assert.False(_workspace.ResultsOf("here").Summary.At("complete").GetBoolean());
        (await _workspace.RunAsync("resume", "here", "--engine", "reference")).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
    }

    [Theory]
    [InlineData("--silos", "0")]
    [InlineData("--silos", "x")]
    [InlineData("--silos", "65")]
    [InlineData("--silos", "2", "--engine", "reference")]
    [InlineData("--checkpoint-every", "0s")]
    [InlineData("--checkpoint-every", "-1h")]
    [InlineData("--window", "soon")]
    [InlineData("--silo-patience", "0s")]
    public async Task Run_WithBadOption_IsRefusedAndLeavesNothing(params string[] options)
    {
        (await _workspace.RunAsync(SmallRun.With(["--out", "here", .. options]))).AssertExit(2).AssertError("must be");
        Assert.Empty(_workspace.Entries);
    }

    /// <summary>The process that a silo was started in last.</summary>
    private int ProcessOf(string silo)
    {
        using var log = new StreamReader(
            new FileStream(_workspace.PathOf("here.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return int.Parse(
            Started().Matches(log.ReadToEnd()).Last(match => match.Groups["silo"].Value == silo).Groups["process"].Value,
            CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<silo>silo-\d+) is process (?<process>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Started();
}
