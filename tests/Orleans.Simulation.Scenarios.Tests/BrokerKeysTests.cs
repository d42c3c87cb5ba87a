using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a scenario says about the broker, followed from its text into a plan.</summary>
public sealed class BrokerKeysTests
{
    private const string Yaml = """
        name: brokered
        duration: 2d
        startsAt: 2022-01-01T00:00:00Z
        fleet:
          dataCenters:
            - { name: a, rack: h100-hgx, racks: 4, vendor: one, price: { file: p.csv }, carbon: 400 g/kWh }
            - { name: b, rack: tpu-v7-cube, racks: 4, vendor: two, price: 60 USD/MWh, carbon: { file: c.csv } }
            - { name: c, rack: h100-hgx, racks: 2, vendor: two, price: 70 USD/MWh, carbon: 300 g/kWh }
        workload:
          sources:
            - { name: plain, trace: jobs.csv }
            - { name: choosy, trace: jobs.csv, affinity: [{ chip: tpu-v7 }, { vendor: two }] }
            - { name: late, trace: jobs.csv, shift: { deadline: 12h, by: carbon } }
            - name: drawn
              affinity: [{ dataCenter: c }]
              generator:
                load: 0.5
                sizes:
                  - { chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }
                  - { chips: 128, weight: 1, medianRunTime: 1h, sigma: 0 }
        """;

    [Fact]
    public void Compile_WithoutBroker_IsTheDefault()
    {
        var plan = new ScenarioLoader().Load("rainier").Compile().Plan;

        Assert.Equal(BrokerPolicy.FewestAsked, plan.Broker.Policy);
        Assert.Empty(plan.Broker.Sources);
        Assert.Empty(plan.Broker.Weights);
        Assert.Null(plan.Broker.MaxWait);
    }

    [Theory]
    [InlineData("affinity", BrokerPolicy.Affinity)]
    [InlineData("cheapest", BrokerPolicy.Cheapest)]
    [InlineData("fastest", BrokerPolicy.Fastest)]
    [InlineData("fewest-asked", BrokerPolicy.FewestAsked)]
    [InlineData("first-fit", BrokerPolicy.FirstFit)]
    [InlineData("greenest", BrokerPolicy.Greenest)]
    [InlineData("least-loaded", BrokerPolicy.LeastLoaded)]
    [InlineData("weighted", BrokerPolicy.Weighted)]
    public void Compile_Policy_ReachesThePlan(string text, BrokerPolicy policy) =>
        Assert.Equal(policy, Compile($"broker.policy={text}").Plan.Broker.Policy);

    [Fact]
    public void Compile_Sites_ReachTheSourceAndTheHash()
    {
        var (two, three) = (Compile("workload.sources[plain].sites=2"), Compile("workload.sources[plain].sites=3"));

        Assert.Equal([2, 1, 1, 1], two.Sources.Select(source => source.Sites));
        Assert.Equal(3, new[] { Compile().Hash, two.Hash, three.Hash }.Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>64 chips fit into c, and with two parts 128 into the two of vendor two; the load is the same.</summary>
    [Fact]
    public void Compile_SitesOfAGenerator_HaveRoomForLargerJobs()
    {
        var whole = Assert.IsType<GeneratorSource>(Compile("workload.sources[drawn].affinity=[{ vendor: two }]", "fleet.dataCenters[b].racks=1").Sources[3]);
        var split = Assert.IsType<GeneratorSource>(
            Compile("workload.sources[drawn].affinity=[{ vendor: two }]", "fleet.dataCenters[b].racks=1", "workload.sources[drawn].sites=2").Sources[3]);

        Assert.Equal([8], whole.Sizes.Select(size => size.Chips));
        Assert.Equal([8, 128], split.Sizes.Select(size => size.Chips));
    }

    [Fact]
    public void Compile_Gang_ReachesBrokerDataCentersAndTheHash()
    {
        string[] gang = ["workload.sources[plain].sites=2", "workload.sources[plain].gang=true"];
        var (apart, together, later) = (Compile(gang[0]), Compile(gang), Compile([.. gang, "broker.news=10s"]));

        Assert.Equal([true, false, false, false], together.Plan.Broker.Sources.Select(source => source.IsGang));
        Assert.All(together.Plan.DataCenters, plan => Assert.Equal([0], plan.GangSources));
        Assert.All(apart.Plan.DataCenters, plan => Assert.Empty(plan.GangSources));
        Assert.Equal(
            [VirtualDuration.FromMinutes(1), VirtualDuration.FromSeconds(10)], new[] { together, later }.Select(each => each.Plan.Broker.News));
        Assert.Equal(3, new[] { apart.Hash, together.Hash, later.Hash }.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(apart.Hash, Compile(gang[0], "broker.news=10s").Hash);
    }

    /// <summary>The parts of a gang need a data center each: of 64 chips there are 128 in c, and more in b.</summary>
    [Fact]
    public void Compile_GangsOfAGenerator_HaveRoomForPartsInEachOfTheirDataCenters()
    {
        string[] split = ["workload.sources[drawn].affinity=[{ vendor: two }]", "fleet.dataCenters[c].racks=1", "workload.sources[drawn].sites=2"];
        string[] large = [.. split, "workload.sources[drawn].generator.sizes[1].chips=130"];
        Assert.Equal([8, 130], Assert.IsType<GeneratorSource>(Compile(large).Sources[3]).Sizes.Select(size => size.Chips));
        var gang = Compile([.. large, "workload.sources[drawn].gang=true"]);
        Assert.Equal([8], Assert.IsType<GeneratorSource>(gang.Sources[3]).Sizes.Select(size => size.Chips));
        Assert.Contains("can start each of 2 parts of jobs of up to 64 chips", Assert.Single(gang.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workload.sources[plain].sites=4", "workload.sources[0].sites: is 4, must be at most 3, the data centers to which its jobs may go")]
    [InlineData("workload.sources[drawn].sites=2", "workload.sources[3].sites: is 2, must be at most 1, the data centers to which its jobs may go")]
    [InlineData("workload.sources[plain].sites=0", "workload.sources[0].sites: is \"0\", must be an integer from 1 to 1000")]
    public void Compile_MoreSitesThanDataCenters_IsRefused(string set, string issue) =>
        Assert.Contains(issue, Assert.Single(Assert.Throws<InvalidInputException>(() => Compile(set)).Issues).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Compile_PartsThatFitNowhere_SaySo() => Assert.Contains(
        "which can start each of 2 parts of jobs of up to 128 chips",
        Assert.Single(Assert.Throws<InvalidInputException>(() => Compile(
            "workload.sources[drawn].affinity=[{ vendor: two }]",
            "fleet.dataCenters[b].racks=1",
            "workload.sources[drawn].sites=2",
            "workload.sources[drawn].generator.sizes=[{ chips: 129, weight: 1, medianRunTime: 1h, sigma: 0 }]")).Issues).ToString(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("electricity", CostScope.Electricity)]
    [InlineData("chip-hours", CostScope.ChipHours)]
    [InlineData("both", CostScope.Both)]
    public void Compile_Cost_ReachesThePlan(string text, CostScope scope) =>
        Assert.Equal(scope, Compile("broker.policy=cheapest", $"broker.cost={text}").Plan.Broker.Cost);

    [Fact]
    public void Compile_MaxWait_ReachesThePlan() =>
        Assert.Equal(VirtualDuration.FromMinutes(90), Compile("broker.maxWait=90m").Plan.Broker.MaxWait);

    [Fact]
    public void Compile_Weights_AreThoseStatedOrOne() => Assert.Equal(
        [1, 7, 1], Compile("broker.policy=weighted", "fleet.dataCenters[b].weight=7").Plan.Broker.Weights);

    [Fact]
    public void Compile_Affinity_NamesEachDataCenterOnceByPreference()
    {
        var sources = Compile().Plan.Broker.Sources;

        Assert.Equal(4, sources.Count);
        Assert.Empty(sources[0].Affinity);
        Assert.Equal([[1], [2]], sources[1].Affinity);
        Assert.Equal([[2]], sources[3].Affinity);
    }

    [Fact]
    public void Compile_Shift_ReachesItsSource()
    {
        var sources = Compile().Plan.Broker.Sources;

        Assert.Equal([null, null, new JobShift(VirtualDuration.FromHours(12), ShiftGoal.Carbon), null], sources.Select(each => each.Shift));
    }

    /// <summary>A load is offered over the chips that a source accepts, and sizes must fit there.</summary>
    [Fact]
    public void Compile_GeneratorWithAffinity_OffersItsLoadToWhatItAccepts()
    {
        var compiled = Compile();
        var here = Compile("workload.sources[drawn].affinity=null", "workload.sources[drawn].dataCenter=c");

        var (accepted, stated) = (Drawn(compiled), Drawn(here));
        Assert.Equal(stated.MeanInterarrival, accepted.MeanInterarrival);
        Assert.Equal([8], accepted.Sizes.Select(size => size.Chips));
        Assert.Equal(
            ["Source drawn leaves out 1 of 2 job sizes: the largest data center that they accept can start jobs of up to 64 chips."],
            compiled.Notes);
    }

    [Theory]
    [InlineData("broker.policy=first-fit")]
    [InlineData("broker.policy=least-loaded")]
    [InlineData("broker.maxWait=1h")]
    [InlineData("broker={ policy: cheapest, cost: both }")]
    [InlineData("broker={ policy: cheapest }")]
    [InlineData("broker.policy=weighted")]
    [InlineData("broker.policy=weighted", "fleet.dataCenters[a].weight=2")]
    [InlineData("workload.sources[choosy].affinity=null")]
    [InlineData("workload.sources[choosy].affinity=[{ vendor: two }]")]
    [InlineData("workload.sources[choosy].affinity=[{ dataCenter: c }, { dataCenter: b }]")]
    [InlineData("workload.sources[late].shift=null")]
    [InlineData("workload.sources[late].shift.by=price")]
    [InlineData("workload.sources[late].shift.deadline=11h")]
    public void Hash_WhatTheBrokerIsToldOtherwise_ChangesIt(params string[] overrides) =>
        Assert.NotEqual(Compile().Hash, Compile(overrides).Hash);

    [Theory]
    [InlineData("broker.policy=fewest-asked")]
    [InlineData("fleet.dataCenters[a].vendor=three")]
    [InlineData("workload.sources[choosy].affinity=[{ dataCenter: b }, { dataCenter: c }]")]
    public void Hash_TheSameSaidOtherwise_StaysTheSame(string text) => Assert.Equal(Compile().Hash, Compile(text).Hash);

    private static CompiledScenario Compile(params string[] overrides) =>
        new ScenarioLoader().Parse(Yaml, "brokered.yaml", overrides).Compile();

    private static GeneratorSource Drawn(CompiledScenario compiled) => Assert.IsType<GeneratorSource>(compiled.Sources[3]);
}
