using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: what a cluster takes from outside, and what it refuses.</summary>
public sealed class SubmissionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableFact]
    public async Task Scenario_WithTraces_ReadsOnlyThoseInTheFolderOfTheSilo()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals and links");
        const string Trace = "job_id,submit_s,duration_s,chips\na,0,600,8\nb,60,600,8\n";
        _workspace.Write("traces/inside.csv", Trace);
        _workspace.Write("outside.csv", Trace);
        File.CreateSymbolicLink(_workspace.PathOf("traces/link.csv"), _workspace.PathOf("outside.csv"));
        Directory.CreateSymbolicLink(_workspace.PathOf("traces/up"), _workspace.Path);
        Directory.CreateDirectory(_workspace.PathOf("elsewhere/dir"));
        _workspace.Write("elsewhere/dir/secret.csv", Trace);
        File.CreateSymbolicLink(_workspace.PathOf("elsewhere/dir/nested.csv"), "secret.csv");
        Directory.CreateSymbolicLink(_workspace.PathOf("traces/dir"), "../elsewhere/dir");
        File.CreateSymbolicLink(_workspace.PathOf("traces/nested.csv"), "dir/secret.csv");
        using var cluster = await SiloCluster.StartAsync(_workspace, 1, "--traces", "traces");

        (await SubmitAsync(cluster, "inside.csv", "here")).AssertExit(0);
        foreach (var outside in (string[])["../outside.csv", "link.csv", "up/outside.csv", "nested.csv", "dir/nested.csv", _workspace.PathOf("outside.csv"), "/etc/passwd"])
        {
            (await SubmitAsync(cluster, outside, "there")).AssertExit(2).AssertError("a file outside the folder of the cluster's traces");
        }

        Assert.Equal(2, _workspace.ResultsOf("here").Summary.Count("jobs.completed"));
        Assert.Equal(["00001", "00001.claim"], _workspace.EntriesOf("data/runs"));
    }

    [SkippableFact]
    public async Task Submission_ThatIsWrong_IsRefusedWithEveryIssueAndLeavesNothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var cluster = await SiloCluster.StartAsync(_workspace, 1);

        (await _workspace.RunAsync(["run", "rainier", "--set", "fleet.chips=-1", "--set", "seed=x", .. cluster.Client]))
            .AssertExit(2)
            .AssertError("fleet.chips", "seed");
        (await _workspace.RunAsync(["run", "itp", .. cluster.Client])).AssertExit(2).AssertError("the silos were started without --traces");
        (await _workspace.RunAsync(["run", "rainier", "--silos", "2", "--engine", "orleans", .. cluster.Client]))
            .AssertExit(2)
            .AssertError("--silos: is given with --cluster", "--engine: is given with --cluster");
        (await _workspace.RunAsync(["run", "rainier", .. Enumerable.Repeat(new[] { "--set", "seed=1" }, 1_001).SelectMany(set => set), .. cluster.Client]))
            .AssertExit(2)
            .AssertError("--set: is given 1001 times, must be given at most 1000 times");
        (await _workspace.RunAsync(["run", "rainier", "--set", "fleet.chips=16000000", .. cluster.Client])).AssertExit(2).AssertError("of memory");
        (await _workspace.RunAsync(["status", "1", .. cluster.Client])).AssertExit(2).AssertError("RUN: is 1, must be a run of this cluster");
        (await _workspace.RunAsync(["status", "x", .. cluster.Client])).AssertExit(2).AssertError("RUN: is \"x\"");
        Assert.False(Directory.Exists(_workspace.PathOf("data/runs")), "Something was left.");
    }

    [SkippableFact]
    public async Task Cluster_WithoutData_RefusesRunsAndSaysWhatHelps()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs POSIX signals");
        using var silo = await SiloProcess.StartAsync(_workspace);

        (await _workspace.RunAsync(["run", "rainier", "--cluster", $"127.0.0.1:{silo.GatewayPort}"]))
            .AssertExit(2)
            .AssertError("This cluster keeps no runs: start its silos with --data.");
    }

    [Fact]
    public async Task Client_WithoutCluster_IsToldWhatIsMissing() =>
        (await _workspace.RunAsync("runs")).AssertExit(2).AssertError("--cluster: is missing, must be redis://HOST:PORT");

    [Fact]
    public async Task Client_OfClusterThatDoesNotAnswer_IsToldWhatHelps() =>
        (await _workspace.RunAsync("run", "rainier", "--cluster", $"redis://127.0.0.1:{FreePort.Next()}"))
            .AssertExit(3)
            .AssertError("does not answer", "start it or correct --cluster");

    private Task<CommandResult> SubmitAsync(SiloCluster cluster, string trace, string folder)
    {
        _workspace.Write(
            "scenario.yaml",
            "name: traced\nfleet: { dataCenters: [{ name: here, rack: h100-hgx, racks: 2 }] }\n"
            + $"workload: {{ sources: [{{ name: trace, trace: '{trace}' }}] }}\n");
        return _workspace.RunAsync(["run", "scenario.yaml", "--out", folder, .. cluster.Client]);
    }
}
