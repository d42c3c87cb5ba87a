using System.Text.Json;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: runs side by side, ranges at the bounds of what is known, and what cannot be compared.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Scenario = """
        name: small
        duration: 12h
        fleet:
          dataCenters:
            - { name: site, rack: tpu-v6e-rack, chips: 256, region: ohio }
        workload:
          sources:
            - name: training
              generator:
                meanInterarrival: 10m
                sizes: [{ chips: 16, weight: 1, parameters: 1B, tokens: 2B, sigma: 0.5 }]
        """;

    private readonly Workspace _workspace = new();

    public CompareTests() => _workspace.Write("small.yaml", Scenario);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Compare_RunsOnTheChipsOfTwoMakers_ShowsWhatTheirSummariesSay()
    {
        await RunAsync("tpu");
        await RunAsync("gpu", "--set", "fleet.dataCenters[site].rack=h100-hgx", "--set", "energy.chipPrice=capacityBlock");

        using var compared = await JsonAsync("tpu", "gpu");
        var text = (await _workspace.RunAsync("compare", "tpu", "gpu")).AssertExit(0).Output;

        foreach (var (index, name) in new[] { "tpu", "gpu" }.Index())
        {
            var summary = _workspace.ResultsOf(name).Summary;
            var exaflop = summary.At("compute.effectiveFlop").GetDecimal() / 1e18m;
            var run = compared.RootElement.GetProperty("runs")[index];
            Assert.Equal((name, "small", true), (run.At("run").GetString(), run.At("scenario").GetString(), run.At("complete").GetBoolean()));
            Assert.Equal(Math.Round(exaflop, 6), Figure(run, "effectiveExaflop"));
            AssertNear(summary.At("cost.jobChipUsd").GetDecimal() / exaflop, Figure(run, "chipUsdPerExaflop"));
            AssertNear(summary.At("energy.facilityKilowattHours").GetDecimal() / exaflop, Figure(run, "kilowattHoursPerExaflop"));
            Assert.Equal(summary.Number("jobs.p95WaitSeconds"), Figure(run, "p95WaitSeconds"));
        }

        Assert.Contains("256 tpu-v6e", text, StringComparison.Ordinal);
        Assert.Contains("256 h100", text, StringComparison.Ordinal);
        Assert.Equal(26 * 2, (await CsvAsync("tpu", "gpu")).Count);
    }

    [Fact]
    public async Task Compare_RunsWithWhatFewHave_ShowsThatOfThoseThatHaveIt()
    {
        await RunAsync("plain");
        await RunAsync(
            "split",
            "--set", "fleet.dataCenters[1]={ name: other, rack: tpu-v6e-rack, chips: 256, region: ohio }",
            "--set", "workload.sources[training].sites=2",
            "--set", "power={ oversubscription: 1.4, control: cap }", "--set", "rackTypes.tpu-v6e-rack={ conversion: 0.95 }",
            "--set", "failures.components[0]={ name: utility, domain: data-center, meanTimeToFailure: 6h, repair: 20s, rideThrough: 30s }");

        using var compared = await JsonAsync("plain", "split");
        var text = (await _workspace.RunAsync("compare", "plain", "split")).AssertExit(0).Output;

        var summary = _workspace.ResultsOf("split").Summary;
        var (plain, split) = (compared.RootElement.GetProperty("runs")[0], compared.RootElement.GetProperty("runs")[1]);
        var parts = summary.GetProperty("dataCenters").EnumerateArray().Select(each => each.GetProperty("power")).ToList();
        Assert.Null(Figure(plain, "splitCompletedJobs"));
        Assert.Equal(summary.Number("split.completed"), Figure(split, "splitCompletedJobs"));
        Assert.Equal(summary.Number("split.meanJctSeconds"), Figure(split, "splitMeanJctSeconds"));
        Assert.Equal(parts.Sum(power => power.Number("sparedKilowattHours")), Figure(split, "sparedKilowattHours"));
        Assert.Equal(parts.Sum(power => power.Number("unservedKilowattHours")), Figure(split, "unservedKilowattHours"));
        Assert.Equal(parts.Sum(power => power.Number("batteries.bridged")), Figure(split, "bridgedDips"));
        Assert.Equal(0, Figure(plain, "conversionLossKilowattHours"));
        Assert.Equal(summary.Number("energy.parts.conversionLoss.kilowattHours"), Figure(split, "conversionLossKilowattHours"));
        Assert.Equal(summary.Number("energy.parts.chips.kilowattHours"), Figure(split, "chipKilowattHours"));
        Assert.Equal(summary.Number("energy.parts.hosts.kilowattHours"), Figure(split, "hostKilowattHours"));
        Assert.Equal(summary.Number("energy.parts.network.kilowattHours"), Figure(split, "networkKilowattHours"));
        Assert.Equal(summary.Number("energy.parts.cooling.kilowattHours"), Figure(split, "coolingKilowattHours"));
        Assert.True(Figure(split, "bridgedDips") > 0 && Figure(split, "sparedKilowattHours") > 0, "nothing happened");
        Assert.Contains("stops for lack of power: no power is provisioned.", text, StringComparison.Ordinal);
        Assert.Contains("each part counts as a job", text, StringComparison.Ordinal);
        Assert.Equal(33 * 2, (await CsvAsync("plain", "split")).Count);
    }

    [Fact]
    public async Task Bounds_OfARun_GiveARangeAroundIt()
    {
        var run = (await _workspace.RunAsync("run", "small.yaml", "--bounds", "--tables", "csv", "--out", "here")).AssertExit(0);

        Assert.Equal(
            ["base", "base.log", "high", "high.log", "low", "low.log"],
            Directory.EnumerateFileSystemEntries(_workspace.PathOf("here")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("chipTypes.tpu-v6e.mfu", run.Output, StringComparison.Ordinal);
        await RunAsync("alone");
        Assert.Equal(_workspace.ResultsOf("alone").SummaryText, _workspace.ResultsOf("here/base").SummaryText);

        using var compared = await JsonAsync("here");
        var whole = compared.RootElement.GetProperty("runs")[0];
        foreach (var name in new[] { "chipUsdPerExaflop", "kilowattHoursPerExaflop", "gramsPerExaflop" })
        {
            var (value, low, high) = RangeOf(name);
            Assert.True(low < value && value < high, $"{name}: {value} is not between {low} and {high}");
        }

        // Nothing may be known to be drawn at the low bounds, which is an end of the range as well.
        decimal Network(string part) => _workspace.ResultsOf($"here/{part}").Summary.Number("energy.parts.network.kilowattHours")!.Value;
        Assert.Equal((Network("base"), 0, Network("high")), RangeOf("networkKilowattHours"));
        Assert.Equal(0, Network("low"));
        decimal Megawatts(string part) => Math.Round(_workspace.ResultsOf($"here/{part}").Summary.Number("energy.facilityKilowattHours")!.Value / 12_000, 6);
        Assert.Equal((Megawatts("base"), Megawatts("low"), Megawatts("high")), RangeOf("facilityMegawatts"));
        Assert.Equal(Math.Round(Megawatts("base") * 1_000_000 / 256, 0), Math.Round(RangeOf("facilityWattsPerChip").Value!.Value, 0));

        // Jobs come when they come, however fast the chips are.
        var submits = new[] { "base", "low", "high" }
            .Select(part => _workspace.ResultsOf($"here/{part}").Table("jobs").Rows)
            .Select(jobs => jobs.Select(job => (job["job"], job["submit_s"], job["model_flop"])).Order().ToList())
            .ToList();
        Assert.All(submits, each => Assert.Equal(submits[0], each));
        (await _workspace.RunAsync("run", "small.yaml", "--bounds", "--out", "here")).AssertExit(0);

        (decimal? Value, decimal? Low, decimal? High) RangeOf(string name) =>
            (Figure(whole, name), Figure(whole, name, "low"), Figure(whole, name, "high"));
    }

    [Fact]
    public async Task Compare_WhatIsNoRunOfThisVersion_IsRefusedWithEveryReason()
    {
        await RunAsync("good");
        await RunAsync("older");
        var order = _workspace.PathOf("older/run.json");
        var present = $"\"Format\":{RunOrder.CurrentFormat}";
        await File.WriteAllTextAsync(order, (await File.ReadAllTextAsync(order)).Replace(present, "\"Format\":2", StringComparison.Ordinal));
        await RunAsync("damaged");
        await File.WriteAllTextAsync(_workspace.PathOf("damaged/summary.json"), "{}");
        Directory.CreateDirectory(_workspace.PathOf("empty"));
        _workspace.Write("unfinished.run/run.json", "{}");
        _workspace.Write("half/base/summary.json", "{}");

        var result = await _workspace.RunAsync("compare", "good", "older", "damaged", "empty", "missing", "unfinished.run", "half");

        result.AssertExit(2);
        Assert.Equal(
            [
                $"older/run.json: is of format 2, must be of format {RunOrder.CurrentFormat}, which this version reads",
                "damaged/summary.json: is damaged (it lacks a part), must be as the run left it",
                "empty: is without summary.json, must be a folder of results, or one that run --bounds has written",
                "missing: is not there, must be a folder of results, or one that run --bounds has written",
                "unfinished.run: is an unfinished run, must be a folder of results, or one that run --bounds has written",
                "half/base: is without run.json, must be a folder of results, or one that run --bounds has written",
                "half/low: is not there, must be a folder of results, or one that run --bounds has written",
                "half/high: is not there, must be a folder of results, or one that run --bounds has written",
            ],
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Compare_InterruptedRun_IsMarked()
    {
        await RunAsync("cut");
        var summary = _workspace.PathOf("cut/summary.json");
        await File.WriteAllTextAsync(
            summary, (await File.ReadAllTextAsync(summary)).Replace("\"complete\": true", "\"complete\": false", StringComparison.Ordinal));

        var text = (await _workspace.RunAsync("compare", "cut")).AssertExit(0).Output;

        Assert.Contains("cut *", text, StringComparison.Ordinal);
        Assert.Contains("* cut was interrupted: its figures reach to the time above.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--csv: is given with --json", "compare", "a", "--json", "--csv")]
    [InlineData("Unrecognized option '--what'", "compare", "a", "--what")]
    [InlineData("--bounds: is given with --cluster, must be left out", "run", "small.yaml", "--bounds", "--cluster", "localhost:30000")]
    [InlineData("--out: is empty", "run", "small.yaml", "--bounds", "--out", "")]
    [InlineData(
        "power.oversubscription at the high bounds: is 1.15",
        "run", "rainier", "--set", "power={ oversubscription: 1.15, control: cap }", "--bounds")]
    public async Task Options_ThatContradict_AreRefused(string message, params string[] arguments)
    {
        var result = await _workspace.RunAsync(arguments);

        result.AssertExit(2);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private async Task RunAsync(string folder, params string[] options) =>
        (await _workspace.RunAsync(["run", "small.yaml", "--out", folder, "--tables", "csv", .. options])).AssertExit(0);

    private async Task<JsonDocument> JsonAsync(params string[] runs) =>
        JsonDocument.Parse((await _workspace.RunAsync(["compare", .. runs, "--json"])).AssertExit(0).Output);

    private async Task<IReadOnlyList<CsvRow>> CsvAsync(params string[] runs)
    {
        _workspace.Write("compared.csv", (await _workspace.RunAsync(["compare", .. runs, "--csv"])).AssertExit(0).Output);
        return CsvTable.Read(_workspace.PathOf("compared.csv")).Rows;
    }

    private static void AssertNear(decimal expected, decimal? actual) => Assert.InRange(actual!.Value - expected, -0.000001m, 0.000001m);

    private static decimal? Figure(JsonElement run, string name, string part = "value")
    {
        var figure = run.GetProperty("figures").EnumerateArray().Single(each => each.At("figure").GetString() == name);
        var value = figure.GetProperty(part);
        return value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();
    }
}
