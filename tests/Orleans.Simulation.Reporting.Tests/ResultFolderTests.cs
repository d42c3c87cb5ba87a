using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Reporting.Tests;

public sealed class ResultFolderTests : IDisposable
{
    private const string Summary = """{ "resultHash": "00", "scenarioHash": "00" }""";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Commit_NewTarget_AppearsOnlyThenAndWhole()
    {
        using var folder = ResultFolder.Create(_scratch.At("deep", "er", "run"));
        File.WriteAllText(folder.FileOf("jobs.csv"), "new");
        Assert.False(Directory.Exists(folder.Path));

        folder.Commit();

        Assert.Equal("new", File.ReadAllText(_scratch.At("deep", "er", "run", "jobs.csv")));
        Assert.Single(Directory.EnumerateFileSystemEntries(_scratch.At("deep", "er")));
    }

    [Fact]
    public void Commit_EarlierResults_ReplacesAllOfThem()
    {
        Given("run", (ResultFolder.SummaryFile, Summary), ("old.csv", "old"));
        using var folder = ResultFolder.Create(_scratch.At("run") + Path.DirectorySeparatorChar);
        File.WriteAllText(folder.FileOf("new.csv"), "new");
        Assert.True(File.Exists(_scratch.At("run", "old.csv")));

        folder.Commit();

        Assert.Equal(["new.csv"], Directory.EnumerateFiles(_scratch.At("run")).Select(Path.GetFileName));
        Assert.Equal(["run"], _scratch.Entries());
    }

    [Fact]
    public void Commit_IncompleteOverEarlierResults_GoesBesideThem()
    {
        Given("run", (ResultFolder.SummaryFile, Summary));
        using var folder = ResultFolder.Create(_scratch.At("run"));
        File.WriteAllText(folder.FileOf("new.csv"), "new");

        folder.Commit(complete: false);

        Assert.Equal(_scratch.At("run.incomplete"), folder.Path);
        Assert.Equal("new", File.ReadAllText(_scratch.At("run.incomplete", "new.csv")));
        Assert.Equal(Summary, File.ReadAllText(_scratch.At("run", ResultFolder.SummaryFile)));
    }

    [Fact]
    public void Commit_IncompleteWithoutEarlierResults_TakesTheTarget()
    {
        using var folder = ResultFolder.Create(_scratch.At("run"));

        folder.Commit(complete: false);

        Assert.Equal(["run"], _scratch.Entries());
    }

    [Fact]
    public void Create_EarlierResultsSetAsideByAKilledCommit_BringsThemBack()
    {
        Given(".run.replaced-1-a", (ResultFolder.SummaryFile, Summary));

        using (ResultFolder.Create(_scratch.At("run")))
        {
            Assert.Equal(Summary, File.ReadAllText(_scratch.At("run", ResultFolder.SummaryFile)));
        }

        Assert.Equal(["run"], _scratch.Entries());
    }

    [Fact]
    public void Commit_EmptyTarget_Replaces()
    {
        Given("run");
        using var folder = ResultFolder.Create(_scratch.At("run"));
        folder.Commit();
        Assert.Equal(["run"], _scratch.Entries());
    }

    [Fact]
    public void Commit_LinkToEarlierResults_ReplacesWhereItPoints()
    {
        Given("real", (ResultFolder.SummaryFile, Summary));
        Directory.CreateSymbolicLink(_scratch.At("link"), _scratch.At("real"));
        using var folder = ResultFolder.Create(_scratch.At("link"));
        File.WriteAllText(folder.FileOf("new.csv"), "new");

        folder.Commit();

        Assert.Equal("new", File.ReadAllText(_scratch.At("link", "new.csv")));
        Assert.False(File.Exists(_scratch.At("real", ResultFolder.SummaryFile)));
        Assert.Equal(["link", "real"], _scratch.Entries());
    }

    [Theory]
    [InlineData("notes.txt", "mine")]
    [InlineData(ResultFolder.SummaryFile, """{ "total": 1 }""")]
    [InlineData(ResultFolder.SummaryFile, "[]")]
    [InlineData(ResultFolder.SummaryFile, "not JSON")]
    public void Create_ForeignFolder_IsRefusedAndUntouched(string file, string text)
    {
        Given("run", (file, text));

        var issue = IssueOf(_scratch.At("run"));

        Assert.Equal(_scratch.At("run"), issue.Where);
        Assert.Contains("folder of other files", issue.Actual, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(_scratch.At("run", file)));
        Assert.Equal(["run"], _scratch.Entries());
    }

    [Fact]
    public void Create_TargetIsFile_IsRefused()
    {
        File.WriteAllText(_scratch.At("run"), "mine");
        Assert.Equal("a file", IssueOf(_scratch.At("run")).Actual);
        Assert.Equal("mine", File.ReadAllText(_scratch.At("run")));
    }

    [Fact]
    public void Create_ParentBelowFile_IsRefusedAndLeavesNothing()
    {
        File.WriteAllText(_scratch.At("file"), "mine");
        Assert.Equal($"below the file {_scratch.At("file")}", IssueOf(_scratch.At("file", "deep", "run")).Actual);
        Assert.Equal(["file"], _scratch.Entries());
    }

    [Theory]
    [InlineData("/dev/null/x")]
    [InlineData("/proc/orleans-simulation/run")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Create_ImpossiblePlace_IsRefused(string path) => Assert.Equal(path, IssueOf(path).Where);

    [Fact]
    public void Check_GoodTarget_HasNoIssueAndLeavesNothing()
    {
        Assert.Empty(ResultFolder.Check(_scratch.At("deep", "er", "run")));
        Assert.Empty(_scratch.Entries());
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothingButEarlierResults()
    {
        Given("run", (ResultFolder.SummaryFile, Summary));
        var folder = ResultFolder.Create(_scratch.At("run"));
        File.WriteAllText(folder.FileOf("new.csv"), "new");

        folder.Dispose();

        Assert.Equal(["run"], _scratch.Entries());
        Assert.Equal(Summary, File.ReadAllText(_scratch.At("run", ResultFolder.SummaryFile)));
    }

    [Fact]
    public void Commit_ForeignFilesAppearedMeanwhile_KeepsBoth()
    {
        using var folder = ResultFolder.Create(_scratch.At("run"));
        File.WriteAllText(folder.FileOf("new.csv"), "new");
        Given("run", ("notes.txt", "mine"));

        var exception = Assert.Throws<IOException>(() => folder.Commit());
        folder.Dispose();

        Assert.Contains(folder.PartialPath, exception.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_scratch.At("run", "notes.txt")));
        Assert.Equal("new", File.ReadAllText(folder.FileOf("new.csv")));
    }

    [Fact]
    public void Commit_PartialFolderVanished_LeavesEarlierResults()
    {
        Given("run", (ResultFolder.SummaryFile, Summary));
        using var folder = ResultFolder.Create(_scratch.At("run"));
        Directory.Delete(folder.PartialPath);

        Assert.Throws<IOException>(() => folder.Commit());

        Assert.Equal(["run"], _scratch.Entries());
        Assert.Equal(Summary, File.ReadAllText(_scratch.At("run", ResultFolder.SummaryFile)));
    }

    [Fact]
    public void Create_LeftoverOfDeadRun_DoesNotMatter()
    {
        Given(".run.partial-1-dead", ("jobs.csv", "half"));
        using var folder = ResultFolder.Create(_scratch.At("run"));
        folder.Commit();
        Assert.Equal([".run.partial-1-dead", "run"], _scratch.Entries());
    }

    private static InputIssue IssueOf(string path)
    {
        var issue = Assert.Single(ResultFolder.Check(path));
        Assert.Equal([issue], Assert.Throws<InvalidInputException>(() => ResultFolder.Create(path)).Issues);
        return issue;
    }

    private void Given(string folder, params (string Name, string Text)[] files)
    {
        Directory.CreateDirectory(_scratch.At(folder));
        foreach (var (name, text) in files)
        {
            File.WriteAllText(_scratch.At(folder, name), text);
        }
    }
}
