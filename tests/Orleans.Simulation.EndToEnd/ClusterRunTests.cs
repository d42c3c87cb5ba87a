using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: runs on clusters of real processes with a real Redis, undisturbed and disturbed in every way.</summary>
public sealed class ClusterRunTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Run_OnSomeSilos_GivesBytesOfReferenceEngine(int silos)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, silos);

        (await _workspace.RunAsync(LongRun.With([.. cluster.Client, "--silos-needed", $"{silos}", "--out", "here"]))).AssertExit(0);

        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        var listed = (await _workspace.RunAsync(["status", "1", .. cluster.Client])).AssertExit(0).Output;
        Assert.Contains($"silos        {string.Join(", ", cluster.Names.Order(StringComparer.Ordinal))};", listed, StringComparison.Ordinal);
        Assert.Contains("state        done", listed, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_WhoseSiloIsKilled_GoesOnOnThoseThatAreLeft(bool killsDriver)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 3);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--silos-needed", "2", "--out", "here"]));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(cluster.FolderOf(1), 2));

        var driver = cluster.DriverOf(1);
        await cluster.KillAsync(killsDriver ? driver : cluster.Names.First(name => name != driver));

        (await run.WaitForExitAsync()).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        Assert.True(cluster.EpochOf(1) > 1, "The run did not begin anew.");
    }

    [SkippableFact]
    public async Task Run_WhoseSilosAreAllKilled_WaitsForThemAndGoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 2);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--silos-needed", "2", "--out", "here"]));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(cluster.FolderOf(1), 1));
        await Task.WhenAll(cluster.KillAsync("a"), cluster.KillAsync("b"));

        await Task.WhenAll(cluster.AddAsync("a"), cluster.AddAsync("b"));

        (await run.WaitForExitAsync()).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
    }

    [SkippableFact]
    public async Task Run_WhoseSiloIsStopped_GoesOnWithoutItAndTheSiloEndsOnceItGoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 3);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--out", "here"]));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(cluster.FolderOf(1), 1));
        var driver = cluster.DriverOf(1);
        var stopped = cluster.Names.First(name => name != driver);

        cluster[stopped].Send(Signal.Stop);
        (await run.WaitForExitAsync()).AssertExit(0);
        cluster[stopped].Send(Signal.Continue);

        (await cluster[stopped].WaitForExitAsync()).AssertExit(3).AssertError("the others have declared it dead, because it did not answer. Start it again.");
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        Assert.True(cluster.EpochOf(1) > 1, "The run did not begin anew.");
    }

    [SkippableFact]
    public async Task Run_WhoseStatusAndRequestAreDamaged_GoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 1);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--out", "here"]));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(cluster.FolderOf(1), 1));

        await File.WriteAllTextAsync(Path.Combine(cluster.FolderOf(1), "request"), "{");
        await cluster.KillAsync("a");
        await File.WriteAllTextAsync(Path.Combine(cluster.FolderOf(1), "status.json"), "{");
        await cluster.AddAsync("a");

        (await run.WaitForExitAsync()).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
    }

    [SkippableFact]
    public async Task Run_WhoseRedisRestarts_GoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 2);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--out", "here"]));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(cluster.FolderOf(1), 1));

        await cluster.Redis.KillAsync();
        await cluster.Redis.BeginAsync();

        (await run.WaitForExitAsync()).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
    }

    [SkippableFact]
    public async Task Run_WhoseDriverIsAskedToStop_IsSavedAndGoesOnElsewhere()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 2);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--out", "here"]));
        await run.WaitForAsync("a checkpoint", () => LongRun.HasCheckpoint(cluster.FolderOf(1), 1));
        var driver = cluster.DriverOf(1);

        cluster[driver].Send(Signal.Terminate);

        (await cluster[driver].WaitForExitAsync()).AssertExit(0).AssertError("Run 1 is left to other silos: saved");
        (await run.WaitForExitAsync()).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        Assert.NotEqual(driver, cluster.DriverOf(1));
    }

    [SkippableFact]
    public async Task Run_WhoseClientIsKilled_GoesOnAndCanBeAttachedTo()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 1);
        using (var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--out", "here"])))
        {
            await run.WaitForAsync("days that are played", () => LongRun.HasPlayed(cluster.FolderOf(1), days: 1));
            run.Send(Signal.Kill);
            await run.WaitForExitAsync();
        }

        (await _workspace.RunAsync(["attach", "1", "--out", "there", .. cluster.Client])).AssertExit(0);

        await LongRun.AssertSameResultsAsync(_workspace.PathOf("there"));
    }

    [SkippableFact]
    public async Task Run_WithTooFewSilos_StopsAtItsLimitAndGoesOnWhenResumed()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 1);
        (await _workspace.RunAsync(LongRun.With([.. cluster.Client, "--silos-needed", "2", "--silo-patience", "2s", "--out", "here"])))
            .AssertExit(3)
            .AssertError("1 of 2 silos are there", "start more silos, or ask for fewer with --silos-needed, and resume");
        await cluster.AddAsync("b");

        (await _workspace.RunAsync(["resume", "1", "--out", "here", .. cluster.Client])).AssertExit(0);

        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
    }

    [SkippableFact]
    public async Task Run_CancelledWithACheckpoint_HasIncompleteResultsAndGoesOnWhenResumed()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 2);
        using var run = Simulator.Start(_workspace.Path, LongRun.With([.. cluster.Client, "--out", "here"]));
        await run.WaitForAsync("days that are played", () => LongRun.HasPlayed(cluster.FolderOf(1), days: 1));

        (await _workspace.RunAsync(["cancel", "1", "--save", .. cluster.Client])).AssertExit(0);

        (await run.WaitForExitAsync()).AssertExit(130);
        Assert.False(_workspace.ResultsOf("here").Summary.At("complete").GetBoolean());
        (await _workspace.RunAsync(["resume", "1", "--out", "here", .. cluster.Client])).AssertExit(0);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("here"));
        (await _workspace.RunAsync(["cancel", "1", .. cluster.Client])).AssertExit(2).AssertError("has ended: done");
    }

    [SkippableFact]
    public async Task TwoRuns_OnOneClusterAtATime_DoNotMix()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 2);
        string[] other = [.. SmallRun.With("--tables", "csv", "--seed", "7")];

        var both = await Task.WhenAll(
            _workspace.RunAsync(LongRun.With([.. cluster.Client, "--out", "long"])),
            _workspace.RunAsync([.. other, .. cluster.Client, "--out", "small"]));

        Assert.All(both, each => each.AssertExit(0));
        (await _workspace.RunAsync([.. other, "--engine", "reference", "--out", "expected"])).AssertExit(0);
        Assert.Equal(_workspace.ResultsOf("expected").SummaryText, _workspace.ResultsOf("small").SummaryText);
        await LongRun.AssertSameResultsAsync(_workspace.PathOf("long"));
    }
}
