using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ScenarioHashTests
{
    private static readonly string Original = Hash(SampleScenario.Yaml);

    public static TheoryData<string> Neutral() =>
    [
        "name=other", "description=other", "seed=8", "outputs.tables=parquet", "workload.folder=elsewhere",
        "duration=48h", "energy.pue=1.30", "fleet.dataCenters[north]={ name: north, chips: 32, rack: h100-node, pue: 1.3 }",
    ];

    public static TheoryData<string> Decisive() =>
    [
        "duration=1d", "fleet.chips=1088", "fleet.dataCenters[north].name=arctic", "fleet.dataCenters[0].share=1",
        "fleet.dataCenters[0].pue=1.21", "fleet.dataCenters[north].racks=5", "fleet.dataCenters[south].chips=101",
        "fleet.dataCenters[south].rack=h200-hgx", "workload.sources[0].name=other", "workload.sources[0].trace=other.csv",
        "workload.sources[0].format=native", "workload.sources[0].timeShift=1us", "workload.sources[0].timeScale=0.500001",
        "workload.sources[0].dataCenter=west", "workload.sources[1].dataCenter=west",
        "workload.sources[1].generator.load=0.81", "workload.sources[1].generator.hourlyWeights[0]=2",
        "workload.sources[1].generator.sizes[0].chips=9", "workload.sources[1].generator.sizes[0].weight=4",
        "workload.sources[1].generator.sizes[0].medianRunTime=61m", "workload.sources[1].generator.sizes[1].sigma=0.000001",
        "workload.sources[1].generator.minRunTime=3m", "workload.sources[1].generator.maxRunTime=13h",
        "scheduler.order=fifo", "scheduler.placement=pool", "scheduler.interval=31s", "failures.enabled=false",
        "failures.meanTimeToFailure=50001h", "failures.detection=2m", "failures.repair=3h", "failures.restart=4m",
        "failures.checkpointInterval=16m", "failures.checkpointWrite=1m", "failures.maxRestarts=5", "failures.maxRestarts=null",
        "failures.causes[0].name=rust", "failures.causes[0].weight=3", "energy.pue=1.31", "outputs.interval=11m",
        "outputs.chips=true", "chipTypes.my-chip.busy=501 W", "chipTypes.my-chip.idle=71 W", "chipTypes.my-chip.failed=71 W",
        "rackTypes.my-rack.chipsPerHost=8", "rackTypes.my-rack.hostsPerRack=4", "rackTypes.my-rack.hostOverhead=1 kW",
        "rackTypes.my-rack.rackOverhead=301 W", "rackTypes.my-rack.chip=h100",
    ];

    [Theory]
    [MemberData(nameof(Neutral))]
    public void Hash_ChangeWithoutInfluenceOnResults_StaysTheSame(string text) =>
        Assert.Equal(Original, Hash(SampleScenario.Yaml, text));

    [Theory]
    [MemberData(nameof(Decisive))]
    public void Hash_AnyValueThatDeterminesResults_ChangesIt(string text) =>
        Assert.NotEqual(Original, Hash(SampleScenario.Yaml, text));

    [Fact]
    public void Hash_CommentsAndOrderOfKeys_DoNotMatter()
    {
        var lines = SampleScenario.Yaml.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith("scheduler", StringComparison.Ordinal));
        string[] reordered = ["# a comment", .. lines[start..], .. lines[..start]];

        Assert.Equal(Original, Hash(string.Join('\n', reordered)));
    }

    [Fact]
    public void Hash_SpeltOutDefaults_DoNotMatter()
    {
        var brief = new ScenarioLoader().Load("nvl72").Compile().Hash;

        var full = new ScenarioLoader().Load("nvl72", ["scheduler.order=fifo", "failures.repair=4h", "outputs.interval=5m"]).Compile().Hash;

        Assert.Equal(brief, full);
    }

    [Fact]
    public void Hash_BaseFolder_DoesNotMatter()
    {
        var scenario = new ScenarioLoader().Parse(SampleScenario.Yaml, "sample.yaml").Scenario;

        Assert.Equal(ScenarioCompiler.Compile(scenario, "here").Hash, ScenarioCompiler.Compile(scenario, "there").Hash);
    }

    [Fact]
    public void Hash_Always_Is64HexadecimalDigits()
    {
        Assert.Equal(64, Original.Length);
        Assert.All(Original, digit => Assert.True(char.IsAsciiHexDigitLower(digit)));
    }

    private static string Hash(string yaml, params string[] overrides) =>
        new ScenarioLoader().Parse(yaml, "sample.yaml", overrides).Compile().Hash;
}
