using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: what the command line says about hardware and scenarios, and where it has it from.</summary>
/// <remarks>The texts of the files in <c>Golden</c> are compared but for blanks at the ends of lines.</remarks>
public sealed class CatalogTests : IDisposable
{
    private const string Hardware = """
        chipTypes:
          h100: { tdp: { value: 650, unit: W, source: our meter, confidence: measured } }
          toaster: { description: Keeps bread warm, idle: 10 W, busy: 110 W }
        rackTypes:
          shelf: { chip: toaster, chipsPerHost: 2, hostsPerRack: 2, hostOverhead: 20 W, rackOverhead: 5 W }
        """;

    private readonly Workspace _workspace = new();

    public static TheoryData<string, string[]> Goldens { get; } = new()
    {
        { "catalog-list", ["catalog", "list"] },
        { "catalog-show-tpu-v6e", ["catalog", "show", "tpu-v6e"] },
        { "catalog-show-tpu-8t", ["catalog", "show", "tpu-8t"] },
        { "catalog-show-gb200-nvl72", ["catalog", "show", "gb200-nvl72"] },
        { "catalog-compare", ["catalog", "compare", "h100", "trainium3"] },
        { "scenarios", ["scenarios"] },
        { "describe-tpu-v4-ocs", ["describe", "tpu-v4-ocs", "--set", "failures.detection=2m"] },
    };

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Goldens))]
    public async Task Text_OfCatalogAndScenarios_IsAsAgreed(string golden, string[] arguments)
    {
        var result = (await _workspace.RunAsync(arguments)).AssertExit(0);

        var expected = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", $"{golden}.txt"));
        Assert.Equal(Trimmed(expected), Trimmed(result.Output));
        Assert.Empty(_workspace.Entries);
    }

    [Fact]
    public async Task CatalogShow_WithOwnHardware_OverridesAndAdds()
    {
        _workspace.Write("own.yaml", Hardware);

        using var h100 = await JsonAsync("catalog", "show", "h100", "--with", "own.yaml", "--json");
        using var toaster = await JsonAsync("catalog", "show", "toaster", "--with", "own.yaml", "--json");

        var tdp = Figure(h100, 0, "tdp");
        Assert.Equal(650m, tdp.GetProperty("value").GetDecimal());
        Assert.Equal(("W", "measured", "our meter"), (Text(tdp, "unit"), Text(tdp, "confidence"), Text(tdp, "source")));
        Assert.Equal(620, Figure(h100, 0, "busy").GetProperty("value").GetInt32());
        Assert.Equal(2, toaster.RootElement.GetProperty("types").GetArrayLength());
        Assert.Equal("shelf", Text(toaster.RootElement.GetProperty("types")[1], "name"));
        Assert.Equal(JsonValueKind.Null, Figure(toaster, 0, "tdp").GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task CatalogList_WithBadHardware_IsRefusedWithThePlaceOfEachIssue()
    {
        _workspace.Write("own.yaml", """
            chipTypes:
              h100: { busy: 800 W }
              mine: { basedOn: h10, idle: -5 W }
            fleets: 1
            """);

        var result = await _workspace.RunAsync("catalog", "list", "--with", "own.yaml");

        result.AssertExit(2).AssertError(
            "own.yaml:2:17 chipTypes.h100.busy: is 800 W, must be at most tdp, which is 700 W",
            "own.yaml:3:20 chipTypes.mine.basedOn: is \"h10\"", "did you mean h100?",
            "own.yaml:3:31 chipTypes.mine.idle: is \"-5 W\"", "own.yaml:4:1 fleets: is not a known key");
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task CatalogCompare_OfRacksOfAScenario_ShowsThem()
    {
        using var racks = await JsonAsync("catalog", "compare", "server-rack", "h100-node", "--with", "airesim-default", "--json");

        var types = racks.RootElement.GetProperty("types").EnumerateArray();
        Assert.Equal(["server-rack", "h100-node"], types.Select(type => Text(type, "name")));
        Assert.Contains("LBL", racks.RootElement.GetProperty("sources").EnumerateArray().Select(source => Text(source, "tag")));
    }

    [Fact]
    public async Task Scenarios_AsJson_AreThoseThatRunKnows()
    {
        using var scenarios = await JsonAsync("scenarios", "--json");
        var names = scenarios.RootElement.EnumerateArray().Select(scenario => Text(scenario, "name")!).ToList();

        var refused = await _workspace.RunAsync("run", "no-such");
        refused.AssertExit(2).AssertError(string.Join(", ", names));
        Assert.Equal(131_072, scenarios.RootElement[names.IndexOf("rainier")].GetProperty("chips").GetInt32());
    }

    [Fact]
    public async Task Describe_OwnScenario_SaysWhereEachValueStandsAndWhatIsAssumed()
    {
        _workspace.Write("own.yaml", """
            name: own
            duration: 1d
            fleet: { dataCenters: [{ name: here, rack: shelf, racks: 2 }] }
            workload:
              sources:
                - { name: jobs, generator: { load: 0.5, sizes: [{ chips: 4, weight: 1, medianRunTime: 1h, sigma: 1 }] } }
            provenance: [{ values: workload, source: our log, confidence: measured }]

            """ + Hardware);

        using var described = await JsonAsync("describe", "own.yaml", "--set", "failures.repair=6h", "--json");

        var values = described.RootElement.GetProperty("values").EnumerateArray()
            .ToDictionary(value => Text(value, "path")!, StringComparer.Ordinal);
        var load = values["workload.sources[0].generator.load"];
        Assert.Equal(("given", "measured", "own.yaml:6:40"), (Text(load, "origin"), Text(load, "confidence"), Text(load, "place")));
        var repair = values["failures.repair"];
        Assert.Equal(("6h", "4h", "--set failures.repair"), (Text(repair, "value"), Text(repair, "default"), Text(repair, "place")));
        Assert.True(values["chipTypes.toaster.failed"].GetProperty("assumed").GetBoolean());
        Assert.Equal("default", Text(values["chipTypes.toaster.failed"], "origin"));
        Assert.True(values["chipTypes.toaster.busy"].GetProperty("lacksSource").GetBoolean());
        var assumed = values.Values.Count(value => value.GetProperty("assumed").GetBoolean());
        Assert.Equal(assumed, described.RootElement.GetProperty("assumed").GetInt32());
    }

    private static string Trimmed(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    private static JsonElement Figure(JsonDocument document, int type, string key) =>
        document.RootElement.GetProperty("types")[type].GetProperty("figures").EnumerateArray()
            .Single(figure => Text(figure, "key") == key);

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private async Task<JsonDocument> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse((await _workspace.RunAsync(arguments)).AssertExit(0).Output);
}
