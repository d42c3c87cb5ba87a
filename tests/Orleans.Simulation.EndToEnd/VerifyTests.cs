using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: the comparison with mathematics and published figures, from the command line.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Verify_SomeChecks_ShowsTheirRowsAndWritesThem()
    {
        var result = await _workspace.RunAsync("verify", "--quick", "--only", "energy,little", "--json", "rows.json");

        result.AssertExit(0);
        Assert.Contains("5 passed, 0 missed", result.Output, StringComparison.Ordinal);
        using var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(_workspace.PathOf("rows.json")));
        Assert.Equal(
            ["energy", "energy", "energy", "energy", "little"],
            rows.RootElement.EnumerateArray().Select(row => row.GetProperty("check").GetString()));
        Assert.All(rows.RootElement.EnumerateArray(), row => Assert.True(row.GetProperty("passed").GetBoolean()));
    }

    [Fact]
    public async Task Verify_FullCheck_IsPlayedByGrainsToo()
    {
        var result = await _workspace.RunAsync("verify", "--only", "little");

        result.AssertExit(0);
        Assert.Contains("1 passed, 0 missed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_DataThatAreMissing_AreSkippedAndSaidToBe()
    {
        var result = await _workspace.RunAsync(
            "verify", "--quick", "--only", "conformance", "--shared", ".", "--json", "rows.json");

        result.AssertExit(0);
        Assert.Contains("0 passed, 0 missed, 4 skipped", result.Output, StringComparison.Ordinal);
        using var rows = JsonDocument.Parse(await File.ReadAllBytesAsync(_workspace.PathOf("rows.json")));
        Assert.All(rows.RootElement.EnumerateArray(), row => Assert.EndsWith(
            "cluster02.csv is missing", row.GetProperty("skipped").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_SharedFolderThatIsNone_IsRefused()
    {
        var result = await _workspace.RunAsync("verify", "--quick", "--only", "conformance", "--shared", "nowhere");

        result.AssertExit(2).AssertError("--shared: is nowhere, must be a folder");
    }

    [Fact]
    public async Task Verify_UnknownCheck_IsRefusedWithTheKnownOnes()
    {
        var result = await _workspace.RunAsync("verify", "--only", "nothing");

        result.AssertExit(2).AssertError("--only: is nothing, must be some of energy, little, availability");
    }

    [Fact]
    public async Task Verify_FileThatCannotBeWritten_SaysSoBeforeTheWork()
    {
        var result = await _workspace.RunAsync("verify", "--only", "queue", "--json", Path.Combine("no", "rows.json"));

        result.AssertExit(3).AssertError("This machine does not let the run go on");
    }
}
