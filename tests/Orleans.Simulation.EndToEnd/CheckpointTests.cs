using System.Text.Json;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: a run that was killed or stopped goes on, and ends as if nothing had happened.</summary>
public sealed class CheckpointTests(UninterruptedRun expected) : IClassFixture<UninterruptedRun>, IDisposable
{
    private const int Killed = 128 + (int)Signal.Kill;

    private static readonly string Format = $"\"Format\":{RunOrder.CurrentFormat}";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Run_WithCheckpoints_LeavesTheResultsOfOneWithoutAndNothingElse(string engine)
    {
        (await _workspace.RunAsync(SavedRun.With(_workspace, "--engine", engine))).AssertExit(0);

        expected.AssertSame(_workspace);
        Assert.Equal(["here", "here.log", "two.yaml"], _workspace.Entries);
    }

    [SkippableTheory]
    [InlineData("orleans", "orleans", 1)]
    [InlineData("orleans", "reference", 3)]
    [InlineData("reference", "orleans", 40)]
    [InlineData("reference", "reference", 2)]
    public async Task Resume_AfterKill_EndsLikeTheUninterruptedRun(string before, string after, int checkpoint)
    {
        await KillAtAsync(checkpoint, SavedRun.With(_workspace, "--engine", before));
        Assert.False(Directory.Exists(_workspace.PathOf("here")), "A killed run left results.");

        var result = await _workspace.RunAsync("resume", "here", "--engine", after);

        result.AssertExit(0);
        expected.AssertSame(_workspace);
        Assert.Equal(after, _workspace.ResultsOf("here").Performance.At("engine").GetString());
        Assert.DoesNotContain("here.run", _workspace.Entries);
    }

    [SkippableFact]
    public async Task Resume_KilledAgainAndAgain_EndsLikeTheUninterruptedRun()
    {
        await KillAtAsync(2, SavedRun.With(_workspace, "--engine", "orleans"));
        await KillAtAsync(SavedRun.LatestIn(_workspace) + 2, "resume", "here", "--engine", "reference");

        // While the fleet is made again, at the earliest instants that can be seen from outside.
        foreach (var engine in (string[])["orleans", "reference"])
        {
            using var resumed = Simulator.Start(_workspace.Path, "resume", "here", "--engine", engine);
            await resumed.WaitForErrorAsync("two-sites: 282 chips");
            await KillAsync(resumed);
        }

        (await _workspace.RunAsync("resume", "here")).AssertExit(0);
        expected.AssertSame(_workspace);
    }

    [SkippableFact]
    public async Task Resume_KilledBeforeItsFirstCheckpoint_StartsAgain()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using (var run = Simulator.Start(_workspace.Path, SavedRun.With(_workspace, "--checkpoint-every", "99d")))
        {
            await run.WaitForAsync("its order", () => File.Exists(_workspace.PathOf("here.run/records.journal")));
            await KillAsync(run);
        }

        Assert.Equal(0, SavedRun.LatestIn(_workspace));
        (await _workspace.RunAsync("resume", "here")).AssertExit(0);
        expected.AssertSame(_workspace);
    }

    [SkippableFact]
    public async Task Resume_NewestCheckpointDamaged_SaysSoAndEndsTheSame()
    {
        await KillAtAsync(3, SavedRun.With(_workspace, "--engine", "reference"));
        var newest = _workspace.PathOf($"here.run/checkpoints/{SavedRun.LatestIn(_workspace):D8}");
        await File.AppendAllTextAsync(Path.Combine(newest, "fleet.json"), "{}");

        var result = await _workspace.RunAsync("resume", "here");

        result.AssertExit(0).AssertError($"note: {newest} is not used", "its fleet.json is damaged", "The run goes on from");
        expected.AssertSame(_workspace);
    }

    [SkippableFact]
    public async Task Resume_AllCheckpointsDamaged_IsRefusedWithEveryReason()
    {
        await KillAtAsync(3, SavedRun.With(_workspace, "--engine", "reference"));
        string[] folders = Directory.GetDirectories(_workspace.PathOf("here.run/checkpoints"), "0*");
        string[] whole = [.. folders.Where(folder => !folder.EndsWith(".partial", StringComparison.Ordinal))];
        Array.ForEach(whole, folder => File.Delete(Path.Combine(folder, "fleet.json")));

        var result = await _workspace.RunAsync("resume", "here");

        result.AssertExit(2).AssertError([.. whole, "it is incomplete"]);
        Assert.DoesNotContain("goes on from", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.PathOf("here")), "A refused run left results.");
        Assert.All(whole, folder => Assert.True(Directory.Exists(folder), $"{folder} is gone."));
    }

    [SkippableTheory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Run_Terminated_IsSavedAndResumeCompletesIt(string engine)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using (var run = Simulator.Start(_workspace.Path, SavedRun.With(_workspace, "--engine", engine)))
        {
            await run.WaitForCheckpointAsync(_workspace, 2);
            run.Send(Signal.Terminate);
            var result = await run.WaitForExitAsync();

            result.AssertExit(130).AssertError(
                "a checkpoint and results that say so", $"resume {_workspace.PathOf("here")} goes on");
            Assert.Contains("Interrupted", result.Output, StringComparison.Ordinal);
        }

        Assert.Equal(["here", "here.log", "here.run", "two.yaml"], _workspace.Entries);
        Assert.Equal(JsonValueKind.False, _workspace.ResultsOf("here").Summary.At("complete").ValueKind);
        Assert.InRange(_workspace.ResultsOf("here").End, 1, (100 * 86_400) - 1);

        (await _workspace.RunAsync("resume", "here", "--engine", engine)).AssertExit(0);

        expected.AssertSame(_workspace);
        Assert.Equal(["here", "here.log", "two.yaml"], _workspace.Entries);
    }

    [SkippableFact]
    public async Task RunFolder_OfARunThatGoesOn_IsRefusedToOthers()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, SavedRun.With(_workspace, "--window", "1s"));
        await run.WaitForErrorAsync("two-sites: 282 chips");

        foreach (var other in (string[][])[["resume", "here"], SavedRun.With(_workspace)])
        {
            (await _workspace.RunAsync(other)).AssertExit(2).AssertError("here.run: is in use by another process");
        }

        await KillAsync(run);
        (await _workspace.RunAsync([.. SavedRun.With(_workspace), "--set", "duration=1d"])).AssertExit(0);
    }

    [SkippableFact]
    public async Task Run_WhereAnUnfinishedOneHasCheckpoints_IsRefusedWithTheRemedy()
    {
        await KillAtAsync(1, SavedRun.With(_workspace, "--engine", "reference"));
        var latest = SavedRun.LatestIn(_workspace);

        var result = await _workspace.RunAsync(SavedRun.With(_workspace));

        result.AssertExit(2).AssertError(
            "here.run: is an unfinished run with checkpoints", "resume that run, delete the folder, or use another --out");
        Assert.Equal(latest, SavedRun.LatestIn(_workspace));
        (await _workspace.RunAsync("resume", "here")).AssertExit(0);
        expected.AssertSame(_workspace);
    }

    [Theory]
    [InlineData("nowhere", "nowhere.run: is not the folder of a run")]
    [InlineData("file/below", "below.run: is not the folder of a run")]
    public async Task Resume_WhereNoRunIs_IsRefused(string folder, string reason)
    {
        _workspace.Write("file", "mine");

        (await _workspace.RunAsync("resume", folder)).AssertExit(2).AssertError(reason);

        Assert.Equal(["file"], _workspace.Entries);
    }

    [Theory]
    [InlineData("", "damaged")]
    [InlineData("null", "damaged")]
    [InlineData("{}", "damaged")]
    [InlineData("begun", "damaged")]
    [InlineData("cut", "damaged")]
    [InlineData("format", "of format 99")]
    [InlineData("version", "of version 0.0.9")]
    [InlineData("source", "damaged")]
    [InlineData("plan", "damaged (its checksum is wrong)")]
    public async Task Resume_OfADamagedOrForeignOrder_IsRefused(string order, string reason)
    {
        var whole = await OrderAsync();
        _workspace.Write("here.run/run.json", order switch
        {
            "cut" => whole[..^20],
            "begun" => $"{{{Format},\"Specification\":",
            "format" => whole.Replace(Format, "\"Format\":99", StringComparison.Ordinal),
            "version" => whole.Replace("\"Version\":\"", "\"Version\":\"0.0.9\",\"Was\":\"", StringComparison.Ordinal),
            "source" => whole.Replace("\"$type\":\"generator\"", "\"$type\":\"oracle\"", StringComparison.Ordinal),
            "plan" => whole.Replace("\"Values\":[1", "\"Values\":[2", StringComparison.Ordinal),
            _ => order,
        });

        (await _workspace.RunAsync("resume", "here")).AssertExit(2).AssertError(reason);

        Assert.False(Directory.Exists(_workspace.PathOf("here")), "A refused run left results.");
    }

    [SkippableTheory]
    [InlineData("changed", "is another file than when the run began")]
    [InlineData("missing", "is missing")]
    public async Task Resume_TraceIsNotWhatItWas_IsRefusedUntilItIs(string what, string reason)
    {
        const string Trace = "job_id,submit_s,duration_s,chips\na,0,10,1\nb,20000000,10,1\n";
        var trace = _workspace.PathOf(_workspace.Write("trace.csv", Trace));
        await KillAtAsync(1, "replay", "trace.csv", "--pool", "8", "--window", "5m", "--checkpoint-every", "4d", "--out", "here");
        if (what == "missing")
        {
            File.Delete(trace);
        }
        else
        {
            _workspace.Write("trace.csv", Trace + "c,20000001,1,1\n");
        }

        (await _workspace.RunAsync("resume", "here")).AssertExit(2).AssertError($"{trace}: {reason}");

        _workspace.Write("trace.csv", Trace);
        Directory.CreateDirectory(_workspace.PathOf("elsewhere"));
        (await Simulator.RunAsync(_workspace.PathOf("elsewhere"), "resume", "../here", "--engine", "reference")).AssertExit(0);
        Assert.Equal(2, _workspace.ResultsOf("here").Summary.Count("jobs.completed"));
    }

    /// <summary>Plays until so many checkpoints have been saved, and then a little on, to wherever the signal finds it.</summary>
    private async Task KillAtAsync(int checkpoint, params string[] arguments)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var run = Simulator.Start(_workspace.Path, arguments);
        await run.WaitForCheckpointAsync(_workspace, checkpoint);
        await KillAsync(run);
    }

    private static async Task KillAsync(RunningCommand run)
    {
        run.Send(Signal.Kill);
        (await run.WaitForExitAsync()).AssertExit(Killed);
    }

    /// <summary>The order of a run, as its results keep it.</summary>
    private async Task<string> OrderAsync()
    {
        var day = SavedRun.With(_workspace, "--set", "duration=1d", "--engine", "reference");
        (await _workspace.RunAsync(day)).AssertExit(0);
        var order = await File.ReadAllTextAsync(_workspace.PathOf("here/run.json"));
        Directory.Delete(_workspace.PathOf("here"), recursive: true);
        return order;
    }
}
