using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>How important the jobs of a source are, from the key to the plan.</summary>
public sealed class PriorityKeysTests
{
    private const string Yaml = """
        name: important
        fleet:
          dataCenters:
            - { name: here, rack: h100-hgx, racks: 4 }
            - { name: there, rack: h100-hgx, racks: 4 }
        workload:
          sources:
            - { name: serving, trace: a.csv }
            - { name: training, trace: b.csv }
        """;

    [Fact]
    public void Compile_NoPriority_PlansNone()
    {
        var compiled = Compile();
        var spelt = Compile("workload.sources[0].priority=0", "workload.sources[1].priority=0");

        Assert.All(compiled.Plan.DataCenters.Concat(spelt.Plan.DataCenters), plan => Assert.Empty(plan.Priorities));
        Assert.Equal(compiled.Hash, spelt.Hash);
    }

    [Theory]
    [InlineData(1000, -1000)]
    [InlineData(0, 1)]
    public void Compile_Priorities_ReachEveryDataCenterAndTheHash(int first, int second)
    {
        var compiled = Compile($"workload.sources[0].priority={first}", $"workload.sources[1].priority={second}");

        Assert.All(compiled.Plan.DataCenters, plan => Assert.Equal([first, second], plan.Priorities));
        Assert.NotEqual(Compile().Hash, compiled.Hash);
    }

    /// <summary>Nothing depends on priorities that are all the same.</summary>
    [Fact]
    public void Compile_EqualPriorities_LeaveTheHash() =>
        Assert.Equal(Compile().Hash, Compile("workload.sources[0].priority=5", "workload.sources[1].priority=5").Hash);

    [Fact]
    public void Describe_Priorities_CountWhereTheyDiffer()
    {
        Assert.Empty(Described());
        Assert.Equal([("5", false), ("5", false)], Described("workload.sources[0].priority=5", "workload.sources[1].priority=5"));
        Assert.Equal([("5", true), ("0", true)], Described("workload.sources[0].priority=5"));

        static IEnumerable<(string Value, bool Counts)> Described(params string[] overrides) =>
            ScenarioDescription.Of(Load(overrides)).Values
                .Where(value => value.Path.EndsWith(".priority", StringComparison.Ordinal))
                .Select(value => (value.Value, value.DeterminesResults));
    }

    private static LoadedScenario Load(params string[] overrides) => new ScenarioLoader().Parse(Yaml, "important.yaml", overrides);

    private static CompiledScenario Compile(params string[] overrides) => Load(overrides).Compile();
}
