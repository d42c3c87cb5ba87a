using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class ScenarioHashTests
{
    private static readonly string Original = Hash(SampleScenario.Yaml);

    public static TheoryData<string> Neutral() =>
    [
        "name=other", "description=other", "seed=8", "outputs.tables=parquet", "workload.folder=elsewhere",
        "duration=48h", "power.rampLimit=0.002 GW", "power.control=null", "power.provisioned=20000 kW", "fleet.dataCenters[south].power.raiseInterval=120s", "fleet.dataCenters[south].power.storage.capacity=0.002 GWh", "fleet.dataCenters[south].power.speeds[0].speed=0.80", "fleet.dataCenters[east].power={ rampLimit: 2000 kW }", "startsAt=2021-12-31T16:00:00-08:00", "energy.pue=1.30", "fleet.dataCenters[north]={ name: north, chips: 32, chipPrice: capacityBlock, rack: h100-node, pue: 1.3, power: { rampInterval: 900s, oversubscription: 1.250, control: report } }",
        "published=null", "published[0].figure=utilization", "published[0].value=0.91", "published[0].low=null",
        "published[0].high=0.96", "published[0].source=another", "published[0].note=none",
        "published[2]={ figure: completed, value: 1, source: a paper }", "failures.components[1].detection=1m",
        "failures.components[2].shape=null", "failures.components[3].rideThrough=1.5m", "provenance=null",
        "provenance[1]={ values: seed, source: a friend }", "chipTypes.my-chip.tdp=700 W", "chipTypes.my-chip.provisioned=1.7 kW",
        "chipTypes.my-chip.peak.bf16=1 PFLOP/s", "chipTypes.my-chip.memory=81 GB", "chipTypes.my-chip.memoryBandwidth=4 TB/s",
        "chipTypes.my-chip.link=1 TB/s", "chipTypes.my-chip.pod=256", "chipTypes.my-chip.largestJob=128 chips",
        "chipTypes.my-chip.price.onDemand=9 $/h", "chipTypes.my-chip.costOfOwnership.neocloud=9 $/h",
        "rackTypes.my-rack.hostRating=9 kW", "rackTypes.my-rack.rackRating=80 kW",
        "rackTypes.my-rack.networkOverhead={ value: 0.095, unit: kW, low: 0.09, high: 0.1, source: another }",
        "rackTypes.my-rack.conversion={ value: 0.950, low: 0.94, high: 0.97, source: another }", "rackTypes.h100-hgx={ conversion: 1 }",
        "rackTypes.my-rack.scaleUpDomain=4", "rackTypes.my-rack.topology=mesh", "rackTypes.my-rack.scaleOut=3.2 Tb/s",
        "chipTypes.my-chip.busy={ value: 500, unit: W, source: another }",
        "failures.recovery=requeue", "failures.sparesPerRack=0", "workload.sources[0].shrink=null",
        "workload.sources[0].activity=training", "workload.sources[1].priority=0", "workload.sources[0].sites=1", "workload.sources[0].gang=false", "broker.news=2m", "chipTypes.my-chip.memoryBound=333 W", "chipTypes.my-chip.loaded=99 W",
        "compute.precision=fp8", "compute.mfu=0.5", "compute.scaling=[{ chips: 64, factor: 0.9 }]", "chipTypes.my-chip.mfu=0.5",
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
        "startsAt=2022-01-01T00:00:00.000001Z", "fleet.dataCenters[0].carbon=301 g/kWh", "fleet.dataCenters[0].carbon=null",
        "fleet.dataCenters[0].carbon={ file: east.csv }", "fleet.dataCenters[0].price=70 USD/MWh", "fleet.dataCenters[0].price.file=x.csv",
        "fleet.dataCenters[0].price.column=eur", "fleet.dataCenters[0].price.column=null", "fleet.dataCenters[0].price.fill=3",
        "fleet.dataCenters[0].price.repeat=false", "fleet.dataCenters[0].carbonFree=0.6", "fleet.dataCenters[0].carbonFree=null",
        "fleet.dataCenters[0].water=0.2 L/kWh", "fleet.dataCenters[0].water=null", "fleet.dataCenters[west].region=ohio",
        "fleet.dataCenters[west].region=null", "fleet.dataCenters[west].carbonFree=0", "fleet.dataCenters[west].water=0 L/kWh",
        "fleet.dataCenters[south].pue.weather=x.json", "fleet.dataCenters[south].pue.base=1.11",
        "fleet.dataCenters[south].pue.above=11 C", "fleet.dataCenters[south].pue.perDegree=0.02", "energy.carbon.file=x.csv",
        "energy.carbon.repeat=false", "fleet.dataCenters[south].pue.repeat=null",
        "energy.carbon=0 g/kWh", "energy.carbon=null", "energy.price=71 USD/MWh", "energy.price=null", "energy.price=0 USD/kWh",
        "energy.lifetime=1001d", "energy.chipPrice=onDemand", "fleet.dataCenters[north].chipPrice=onDemand", "fleet.dataCenters[0].chipPrice=thirdParty", "chipTypes.my-chip.price.rental=9 $/h",
        "chipTypes.my-chip.embodied.total=1 t",
        "power.rampInterval=1m", "power.rampLimit=1 MW", "power.rampLimit=null", "power.provisioned=21 MW",
        "power.control=report", "power.control=shed", "fleet.dataCenters[north].power.control=null", "fleet.dataCenters[east].power={ provisioned: 19 MW }", "fleet.dataCenters[north].power=null", "fleet.dataCenters[north].power.oversubscription=1.250001", "fleet.dataCenters[north].power.oversubscription=null",
        "fleet.dataCenters[north].power.rampInterval=16m", "fleet.dataCenters[north].power.rampLimit=3 MW",
        "fleet.dataCenters[south].power.raiseInterval=3m", "fleet.dataCenters[south].power.speeds[0].speed=0.81",
        "fleet.dataCenters[south].power.speeds[1].power=0.1", "fleet.dataCenters[south].power.speeds=null",
        "fleet.dataCenters[south].power.filler=false", "fleet.dataCenters[south].power.storage=null",
        "fleet.dataCenters[south].power.storage.power=3001 kW", "fleet.dataCenters[south].power.storage.capacity=2001 kWh",
        "fleet.dataCenters[south].power.storage.efficiency=0.800001", "power.filler=true",
        "fleet.dataCenters[south].power={ control: shed }", "fleet.dataCenters[south].power={ control: cap }",
        "scheduler.order=fifo", "scheduler.placement=pool", "scheduler.interval=31s", "failures.enabled=false",
        "failures.meanTimeToFailure=50001h", "failures.detection=2m", "failures.repair=3h", "failures.restart=4m",
        "failures.checkpointInterval=16m", "failures.checkpointWrite=1m", "failures.maxRestarts=5", "failures.maxRestarts=null",
        "failures.causes[0].name=rust", "failures.causes[0].weight=3", "energy.pue=1.31", "outputs.interval=11m",
        "outputs.chips=true", "chipTypes.my-chip.busy=501 W", "chipTypes.my-chip.idle=71 W", "chipTypes.my-chip.failed=71 W",
        "rackTypes.my-rack.chipsPerHost=8", "rackTypes.my-rack.hostsPerRack=4", "rackTypes.my-rack.hostOverhead=1 kW",
        "rackTypes.my-rack.rackOverhead=301 W", "rackTypes.my-rack.networkOverhead=96 W", "rackTypes.my-rack.networkOverhead=null",
        "rackTypes.my-rack.chip=h100",
        "rackTypes.my-rack.conversion=0.950001", "rackTypes.my-rack.conversion=1", "rackTypes.h100-hgx={ conversion: 0.95 }",
        "scheduler.placement=slices", "scheduler.placement=cubes", "failures.trace=outages.csv",
        "failures.components[0].slowdown=1.5", "failures.shape=0.8", "failures.idleRate=0.251", "failures.idleRate=0",
        "failures.lemons.share=0.03", "failures.lemons.factor=9",
        "failures.lemons=null", "failures.repairSigma=0.9", "failures.repairCrews=21", "failures.repairCrews=null",
        "failures.returnTest=11m", "failures.restartPerThousandChips=31s", "failures.checkpointInterval=young",
        "failures.checkpointInterval=daly", "failures.checkpointState=1.1 GB", "failures.storageBandwidth=3 TB/s",
        "failures.checkpointOverlap=false", "failures.spares=6", "failures.components=null", "failures.components[0].name=fan",
        "failures.components[0].domain=rack", "failures.components[0].meanTimeToFailure=90001h", "failures.components[0].shape=0.7",
        "failures.components[0].shape=null", "failures.components[0].detection=3m", "failures.components[0].detection=null",
        "failures.components[0].repair=4h", "failures.components[0].repairSigma=0.6", "failures.components[1].domain=burst",
        "failures.components[1].hosts=3", "failures.components[2].perChip=false", "failures.components[2].silent=null",
        "failures.components[3].rideThrough=91s", "failures.components[3].recharge=3h", "failures.components[3].recharge=null",
        "failures.components[4]={ name: shelf, domain: rack, meanTimeToFailure: 50000h }", "failures.recovery=in-place",
        "fleet.dataCenters[north].rack=h100-hgx", "workload.sources[0].shrink={ to: 0.5 }", "workload.sources[0].shrink={ to: 0.6 }",
        "workload.sources[1].generator.sizes[0]={ chips: 8, weight: 3, work: 1 ZFLOP, sigma: 1.2 }",
        "workload.sources[1].generator.sizes[0]={ chips: 8, weight: 3, parameters: 1B, tokens: 2B, sigma: 1.2 }",
        "workload.sources[0].priority=3", "workload.sources[0].priority=-2", "workload.sources[0].priority=null", "workload.sources[1].priority=1",
        "workload.sources[0].activity=loaded", "workload.sources[1].activity=loaded", "workload.sources[1].activity=memory-bound",
        "workload.sources[1].activity=compute-bound", "workload.sources[0].shrink={ to: 0.5, step: 2 }", "workload.sources[1].shrink={ to: 0.5 }",
    ];

    public static TheoryData<string, string> DecisiveTogether() => new()
    {
        { "failures.repairDistribution=exponential", "failures.repairSigma=null" },
        { "failures.components[0].repairDistribution=exponential", "failures.components[0].repairSigma=null" },
        { "failures.components[3].rideThrough=null", "failures.components[3].recharge=null" },
        { "failures.lemons.evictAfter=3", "failures.lemons.evictWithin=7d" },
        { "failures.checkpointState=null", "failures.storageBandwidth=null" },
        { "failures.recovery=in-place", "failures.recoveryPatience=1h" },
        { "failures.recovery=in-place", "failures.recoveryPatience=0s" },
        { "fleet.dataCenters[north].rack=h100-hgx", "failures.sparesPerRack=1" },
        { "fleet.dataCenters[north].rack=h100-hgx", "failures.sparesPerRack=2" },
    };

    [Theory]
    [MemberData(nameof(Neutral))]
    public void Hash_ChangeWithoutInfluenceOnResults_StaysTheSame(string text) =>
        Assert.Equal(Original, Hash(SampleScenario.Yaml, text));

    [Theory]
    [MemberData(nameof(Decisive))]
    public void Hash_AnyValueThatDeterminesResults_ChangesIt(string text) =>
        Assert.NotEqual(Original, Hash(SampleScenario.Yaml, text));

    [Theory]
    [MemberData(nameof(DecisiveTogether))]
    public void Hash_ValuesThatOnlyChangeTogether_ChangeIt(string one, string other) =>
        Assert.NotEqual(Original, Hash(SampleScenario.Yaml, one, other));

    [Fact]
    public void Hash_EveryDecisiveValue_GivesAHashOfItsOwn()
    {
        var changes = Decisive().Cast<object[]>().Concat(DecisiveTogether().Cast<object[]>()).ToList();

        var hashes = changes.Select(row => Hash(SampleScenario.Yaml, [.. row.Cast<string>()]));

        Assert.Equal(changes.Count, hashes.Distinct(StringComparer.Ordinal).Count());
    }

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
