using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: failure traces of a scenario, by either engine and over silos, and what is wrong with them.</summary>
public sealed class FailureTraceTests : IDisposable
{
    private const string Header = "time,entity,duration,cause\n";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("--engine", "orleans")]
    [InlineData("--silos", "2")]
    public async Task Run_WithAFailureTrace_HasItsOutagesWhateverPlaysIt(string option, string value)
    {
        _workspace.Write(
            "outages.csv",
            Header + "3600,indiana/rack1,1800,maintenance\n7200.5,mississippi,600,\"utility, dip\"\n9000,indiana/rack0/chip7,60,\n");
        string[] trace = ["--set", "failures.trace=outages.csv", "--set", "failures.enabled=false", "--tables", "csv"];
        (await _workspace.RunAsync(SmallRun.With(["--engine", "reference", "--out", "plain", .. trace]))).AssertExit(0);

        (await _workspace.RunAsync(SmallRun.With([option, value, "--out", "here", .. trace]))).AssertExit(0);

        var (plain, summary) = (_workspace.ResultsOf("plain").Summary, _workspace.ResultsOf("here").Summary);
        Assert.Equal(plain.At("resultHash").GetString(), summary.At("resultHash").GetString());
        Assert.Equal(3, summary.Count("failures.count"));
        Assert.Equal(1, summary.Count("failures.byCause.maintenance"));
        Assert.Equal((64 * 1800) + (256 * 600) + 60, summary.Number("failures.byDomain.outage.downChipSeconds"));
    }

    [Fact]
    public async Task Run_WithATraceOfAnotherFleet_IsRefusedWithAllThatIsWrongAndLeavesNothing()
    {
        _workspace.Write("outages.csv", Header + "0,ohio,60,\n5,indiana/rack999,60,\n6,indiana/rack0/chip64,60,\n");
        var before = _workspace.Entries;

        var result = await _workspace.RunAsync(SmallRun.With("--set", "failures.trace=outages.csv", "--out", "here"));

        result.AssertExit(2);
        Assert.Contains("outages.csv:2: entity: is \"ohio\", must be in one of the data centers", result.Error, StringComparison.Ordinal);
        Assert.Contains("outages.csv:3: entity: is \"indiana/rack999\", must be in one of the racks 0 to", result.Error, StringComparison.Ordinal);
        Assert.Contains("outages.csv:4: entity: is \"indiana/rack0/chip64\", must be one of the chips 0 to 63", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _workspace.Entries);
    }
}
