using CsCheck;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Tests.Brokers;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>How important the jobs of random fleets are, source by source.</summary>
internal static class RandomPriorities
{
    /// <summary>Priorities of all sources, of the first ones, or of none.</summary>
    public static Gen<int[]> Any { get; } = Gen.OneOf(
        Gen.OneOf(-1000, -1, 0, 1, 7).Array[1, RandomBrokers.Sources], Gen.Const<int[]>([]));

    /// <summary>A fleet with these priorities.</summary>
    public static FleetPlan With(this FleetPlan plan, int[] priorities) =>
        plan with { DataCenters = [.. plan.DataCenters.Select(each => each with { Priorities = priorities })] };
}
