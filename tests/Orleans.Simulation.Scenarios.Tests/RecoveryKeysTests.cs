using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a scenario says about recovery, spares of racks and shrinking, followed from its text into a run.</summary>
public sealed class RecoveryKeysTests
{
    // Racks of 4 hosts of 8 chips.
    private const string Yaml = """
        name: recovering
        duration: 2d
        fleet:
          dataCenters:
            - { name: east, rack: h100-hgx, racks: 4 }
            - { name: west, rack: h100-hgx, racks: 2 }
        workload:
          sources:
            - { name: played, trace: jobs.csv, shrink: { to: 0.25 } }
            - name: drawn
              shrink: { to: 0.5, step: 8 }
              generator:
                load: 0.8
                sizes:
                  - { chips: 32, weight: 3, medianRunTime: 1h, sigma: 1 }
                  - { chips: 104, weight: 1, medianRunTime: 1h, sigma: 1 }
            - { name: rigid, trace: more.csv }
        failures: { recovery: in-place, recoveryPatience: 90m, sparesPerRack: 1 }
        """;

    [Fact]
    public void Parse_RecoverySparesAndShrink_AreBound()
    {
        var scenario = Load().Scenario;

        Assert.Equal(RecoveryMode.InPlace, scenario.Failures.Recovery);
        Assert.Equal(VirtualDuration.FromMinutes(90), scenario.Failures.RecoveryPatience);
        Assert.Equal(1, scenario.Failures.SparesPerRack);
        Assert.Equal(
            [new ShrinkSpec { To = 0.25m, Step = 1 }, new ShrinkSpec { To = 0.5m, Step = 8 }, null],
            scenario.Workload.Sources.Select(source => source.Shrink));
    }

    [Fact]
    public void Compile_RecoveryAndPatience_ReachEveryDataCenter()
    {
        var policies = Load().Compile().Plan.DataCenters.Select(each => each.Failures).ToList();

        Assert.Equal(2, policies.Count);
        Assert.All(policies, policy => Assert.Equal(RecoveryMode.InPlace, policy.Recovery));
        Assert.All(policies, policy => Assert.Equal(VirtualDuration.FromMinutes(90), policy.RecoveryPatience));
    }

    [Fact]
    public void Compile_PatienceOfZero_IsNotEndless()
    {
        var policy = Load("failures.recoveryPatience=0s").Compile().Plan.DataCenters[0].Failures;

        Assert.Equal(VirtualDuration.Zero, policy.RecoveryPatience);
    }

    [Theory]
    [InlineData("failures.recoveryPatience=null", RecoveryMode.InPlace)]
    [InlineData("failures={ recovery: requeue }", RecoveryMode.Requeue)]
    [InlineData("failures=null", RecoveryMode.Requeue)]
    public void Compile_WithoutPatience_HasTheModeAlone(string text, RecoveryMode mode)
    {
        var policy = Load(text).Compile().Plan.DataCenters[0].Failures;

        Assert.Equal((mode, (VirtualDuration?)null), (policy.Recovery, policy.RecoveryPatience));
    }

    [Theory]
    [InlineData("racks", 96, 48)] // 3 of 4 hosts, in 4 and in 2 racks
    [InlineData("cubes", 96, 48)]
    [InlineData("pool", 96, 48)]
    public void Compile_SparesPerRack_LeaveTheOtherHostsToJobs(string placement, int east, int west)
    {
        var plan = Load($"scheduler.placement={placement}").Compile().Plan;

        Assert.All(plan.DataCenters, each => Assert.Equal(1, each.Failures.SpareHostsPerRack));
        Assert.Equal([east, west], plan.DataCenters.Select(each => each.LargestJob));
    }

    [Fact]
    public void Compile_SparesOfRacksAndOfTheDataCenter_AddUp()
    {
        var plan = Load("failures.spares=10", "failures.sparesPerRack=2").Compile().Plan;

        Assert.All(plan.DataCenters, each => Assert.Equal((10, 2), (each.Failures.Spares, each.Failures.SpareHostsPerRack)));
        Assert.Equal([54, 22], plan.DataCenters.Select(each => each.LargestJob));
    }

    [Fact]
    public void Compile_JobsThatNeedTheSpares_AreLeftOutAndSaid()
    {
        var kept = Load("failures.sparesPerRack=0").Compile();
        var left = Load().Compile();

        Assert.Empty(kept.Notes);
        Assert.Equal([32, 104], Sizes(kept));
        Assert.Equal(
            ["Source drawn leaves out 1 of 2 job sizes: the largest data center can start jobs of up to 96 chips."], left.Notes);
        Assert.Equal([32], Sizes(left));

        static IEnumerable<int> Sizes(CompiledScenario compiled) =>
            Assert.IsType<GeneratorSource>(compiled.Sources[1]).Sizes.Select(size => size.Chips);
    }

    [Fact]
    public void Compile_Shrink_IsThatOfItsSource()
    {
        var sources = Load().Compile().Sources;

        Assert.IsType<TraceSource>(sources[0]);
        Assert.IsType<GeneratorSource>(sources[1]);
        Assert.Equal(
            [new ShrinkRule(250_000, 1), new ShrinkRule(500_000, 8), null], sources.Select(source => source.Shrink));
    }

    [Theory]
    [InlineData("workload.sources[rigid].shrink={ to: 0.000001 }", 2, 1, 1)]
    [InlineData("workload.sources[rigid].shrink={ to: 0.999999, step: 16777216 }", 2, 999_999, 16_777_216)]
    [InlineData("workload.sources[drawn].shrink.step=4", 1, 500_000, 4)]
    [InlineData("workload.sources[played].shrink.to=0.3", 0, 300_000, 1)]
    public void Set_Shrink_ReachesTheSource(string text, int source, int millionths, int step)
    {
        Assert.Equal(new ShrinkRule(millionths, step), Load(text).Compile().Sources[source].Shrink);
    }

    [Fact]
    public void Set_ShrinkToNull_TakesItAway()
    {
        Assert.Null(Load("workload.sources[drawn].shrink=null").Compile().Sources[1].Shrink);
    }

    private static LoadedScenario Load(params string[] overrides) =>
        new ScenarioLoader().Parse(Yaml, "recovering.yaml", overrides);
}
