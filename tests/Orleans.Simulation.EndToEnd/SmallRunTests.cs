using System.Text;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: what a run leaves behind, and that only scenario and seed determine it.</summary>
public sealed class SmallRunTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Run_WithoutTablesOption_WritesParquetTables(string engine)
    {
        var result = await _workspace.RunAsync(SmallRun.With("--engine", engine, "--out", "here"));

        result.AssertExit(0);
        Assert.Equal(["here", "here.log"], _workspace.Entries);
        Assert.Equal(
            [
                "chips.parquet", "failures.parquet", "jobs.parquet", "performance.json", "run.json", "summary.json",
                "timeseries.parquet", "windows.hash",
            ],
            _workspace.EntriesOf("here"));
        Assert.All(
            _workspace.EntriesOf("here").Where(name => name.EndsWith(".parquet", StringComparison.Ordinal)),
            name => AssertParquet(_workspace.PathOf($"here/{name}")));
        Assert.Contains($"Result hash {_workspace.ResultsOf("here").Hash}", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Results in {_workspace.PathOf("here")}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Log_OfSmallRun_DoesNotGrowWithTheFleet(string engine)
    {
        (await _workspace.RunAsync(SmallRun.With("--engine", engine, "--out", "here"))).AssertExit(0);

        var log = await File.ReadAllLinesAsync(_workspace.PathOf("here.log"));

        Assert.Contains(log, line => line.Contains("Run of rainier", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains(_workspace.ResultsOf("here").Hash, StringComparison.Ordinal));
        Assert.InRange(log.Length, 2, 100);
    }

    [Fact]
    public async Task Results_OfEqualRuns_AreEqualForBothEnginesAndTableFormats()
    {
        (await _workspace.RunAsync(SmallRun.With("--engine", "reference", "--out", "first"))).AssertExit(0);
        (await _workspace.RunAsync(SmallRun.With("--engine", "reference", "--out", "second", "--tables", "csv"))).AssertExit(0);
        (await _workspace.RunAsync(SmallRun.With("--engine", "orleans", "--out", "third"))).AssertExit(0);
        (await _workspace.RunAsync(SmallRun.With("--out", "fourth", "--tables", "csv"))).AssertExit(0);

        string[] folders = ["first", "second", "third", "fourth"];
        Assert.Single(folders.Select(folder => _workspace.ResultsOf(folder).SummaryText).Distinct(StringComparer.Ordinal));
        Assert.Equal(
            [
                "chips.csv", "failures.csv", "jobs.csv", "performance.json", "run.json", "summary.json", "timeseries.csv",
                "windows.hash",
            ],
            _workspace.EntriesOf("second"));
        Assert.All(
            ["jobs.csv", "failures.csv", "timeseries.csv", "chips.csv", "run.json", "windows.hash"],
            table => Assert.Equal(
                File.ReadAllText(_workspace.PathOf($"second/{table}")), File.ReadAllText(_workspace.PathOf($"fourth/{table}"))));
        Assert.Equal("orleans", _workspace.ResultsOf("fourth").Performance.At("engine").GetString());
    }

    [Fact]
    public async Task Hash_OfAnotherSeed_IsAnother()
    {
        (await _workspace.RunAsync(SmallRun.With("--engine", "reference", "--out", "default"))).AssertExit(0);
        (await _workspace.RunAsync(SmallRun.With("--engine", "reference", "--out", "one", "--seed", "1"))).AssertExit(0);
        (await _workspace.RunAsync(SmallRun.With("--engine", "reference", "--out", "two", "--seed", "2"))).AssertExit(0);

        Assert.Equal(_workspace.ResultsOf("default").Hash, _workspace.ResultsOf("one").Hash);
        Assert.NotEqual(_workspace.ResultsOf("one").Hash, _workspace.ResultsOf("two").Hash);
        Assert.Equal(2, _workspace.ResultsOf("two").Summary.Count("seed"));
    }

    [Fact]
    public async Task OrleansRuns_AtTheSameTime_DoNotDisturbEachOther()
    {
        using var first = Simulator.Start(_workspace.Path, SmallRun.With("--engine", "orleans", "--out", "first"));
        using var second = Simulator.Start(_workspace.Path, SmallRun.With("--engine", "orleans", "--out", "second"));

        var results = await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());

        Assert.All(results, result => result.AssertExit(0));
        Assert.Equal(_workspace.ResultsOf("first").SummaryText, _workspace.ResultsOf("second").SummaryText);
    }

    private static void AssertParquet(string file)
    {
        var bytes = File.ReadAllBytes(file);
        Assert.Equal("PAR1", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal("PAR1", Encoding.ASCII.GetString(bytes, bytes.Length - 4, 4));
    }
}
