using System.Diagnostics;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: where results go, and what they never overwrite.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private static readonly string[] Quick = ["run", "rainier", "--set", "fleet.chips=256", "--engine", "reference"];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Run_WithoutOut_MakesFolderNamedAfterScenarioAndSeed()
    {
        var result = await _workspace.RunAsync([.. Quick, "--seed", "42"]);

        result.AssertExit(0);
        Assert.Equal(["results"], _workspace.Entries);
        var folder = Assert.Single(Directory.GetDirectories(_workspace.PathOf("results")));
        Assert.Matches(@"^rainier-seed42-\d{8}-\d{6}$", Path.GetFileName(folder));
        Assert.Contains($"Results in {folder}", result.Output, StringComparison.Ordinal);
        Assert.Equal(42, _workspace.ResultsOf(folder).Summary.Count("seed"));
    }

    [Fact]
    public async Task Run_WithoutOutInTheSecondOfAnother_TakesAnotherFolder()
    {
        // As if a run had started in every second in which this one can: its name has no more than seconds.
        var now = DateTime.Now;
        var taken = Enumerable.Range(0, 300).Select(second => $"results/rainier-seed1-{now.AddSeconds(second):yyyyMMdd-HHmmss}");
        Assert.All(taken, folder => Directory.CreateDirectory(_workspace.PathOf(folder)));

        (await _workspace.RunAsync(Quick)).AssertExit(0);

        Assert.All(taken, folder => Assert.Empty(_workspace.EntriesOf(folder)));
        Assert.Single(_workspace.EntriesOf("results"), name => name.EndsWith("-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Out_BelowFoldersThatDoNotExist_MakesThem()
    {
        (await _workspace.RunAsync([.. Quick, "--out", "new/deep er/here"])).AssertExit(0);

        Assert.Equal(["here", "here.log"], _workspace.EntriesOf("new/deep er"));
    }

    [Fact]
    public async Task Out_BesideAFileOfTheNameOfTheLog_KeepsWhatItHolds()
    {
        await File.WriteAllTextAsync(_workspace.PathOf("here.log"), "mine\n");

        (await _workspace.RunAsync([.. Quick, "--out", "here"])).AssertExit(0);

        Assert.StartsWith("mine\n", await File.ReadAllTextAsync(_workspace.PathOf("here.log")), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("run nosuch", 2)]
    [InlineData("run rainier --set fleet.chips=256 --engine reference --out here", 0)]
    public async Task Streams_ThatCannotBeWritten_LeaveTheExitCodeAsItIs(string command, int exitCode)
    {
        Skip.IfNot(File.Exists("/dev/full"), "needs /dev/full");
        var info = new ProcessStartInfo("sh", ["-c", $"dotnet '{Simulator.Program}' {command} >/dev/full 2>/dev/full"])
        {
            WorkingDirectory = _workspace.Path,
        };
        using var run = RunningCommand.Start(info);

        (await run.WaitForExitAsync()).AssertExit(exitCode);
    }

    [Fact]
    public async Task Out_WithEarlierResults_ReplacesThem()
    {
        (await _workspace.RunAsync([.. Quick, "--out", "here", "--tables", "csv", "--seed", "1"])).AssertExit(0);
        var earlier = _workspace.ResultsOf("here").Hash;

        (await _workspace.RunAsync([.. Quick, "--out", "here", "--seed", "2"])).AssertExit(0);

        Assert.NotEqual(earlier, _workspace.ResultsOf("here").Hash);
        Assert.DoesNotContain("jobs.csv", _workspace.EntriesOf("here"));
        Assert.Equal(["here", "here.log"], _workspace.Entries);
    }

    [Fact]
    public async Task Out_OfRefusedRun_KeepsEarlierResults()
    {
        (await _workspace.RunAsync([.. Quick, "--out", "here"])).AssertExit(0);
        var earlier = _workspace.ResultsOf("here").SummaryText;

        (await _workspace.RunAsync([.. Quick, "--out", "here", "--set", "duration=never"])).AssertExit(2);

        Assert.Equal(earlier, _workspace.ResultsOf("here").SummaryText);
        Assert.Equal(["here", "here.log"], _workspace.Entries);
    }

    [Theory]
    [InlineData("thesis.txt", "ten years of work")]
    [InlineData("summary.json", "{ \"of\": \"another tool\" }")]
    public async Task Out_WithForeignFiles_IsRefusedAndUntouched(string file, string text)
    {
        _workspace.Write($"mine/{file}", text);

        var result = await _workspace.RunAsync([.. Quick, "--out", "mine"]);

        result.AssertExit(2).AssertError("mine", "folder of other files");
        Assert.Equal(["mine"], _workspace.Entries);
        Assert.Equal([file], _workspace.EntriesOf("mine"));
        Assert.Equal(text, await File.ReadAllTextAsync(_workspace.PathOf($"mine/{file}")));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/below")]
    [InlineData("file/far/below")]
    public async Task Out_ThatIsOrLiesBelowAFile_IsRefused(string folder)
    {
        _workspace.Write("file", "untouched");

        var result = await _workspace.RunAsync([.. Quick, "--out", folder]);

        result.AssertExit(2).AssertError(folder, "must be a new or empty folder");
        Assert.Equal(["file"], _workspace.Entries);
        Assert.Equal("untouched", await File.ReadAllTextAsync(_workspace.PathOf("file")));
    }
}
