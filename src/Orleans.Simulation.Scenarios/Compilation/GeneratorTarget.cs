using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Where the jobs of a source may run.</summary>
/// <param name="Chips">Chips of all data centers that may take them.</param>
/// <param name="LargestJob">Chips of the largest of these without its spares: a job runs within one data center.</param>
internal sealed record GeneratorTarget(long Chips, long LargestJob)
{
    /// <summary>The target of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="chips">Chips of each data center.</param>
    /// <param name="spares">Chips of each data center that jobs cannot start on.</param>
    public static GeneratorTarget Of(SourceSpec source, FleetSpec fleet, IReadOnlyList<long> chips, int spares)
    {
        var own = chips
            .Where((_, index) => source.DataCenter is null || fleet.DataCenters[index].Name == source.DataCenter)
            .ToList();
        return new GeneratorTarget(own.Sum(), own.Max() - spares);
    }
}
