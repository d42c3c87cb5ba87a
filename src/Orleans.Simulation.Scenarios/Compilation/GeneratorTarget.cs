using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Where the jobs of a source may run.</summary>
/// <param name="Chips">Chips of all data centers that may take them.</param>
/// <param name="LargestJob">Chips of the largest job that one of these can start: a job runs within one data center.</param>
/// <param name="Rooms">These data centers.</param>
internal sealed record GeneratorTarget(long Chips, long LargestJob, IReadOnlyList<JobRoom> Rooms)
{
    /// <summary>The target of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fleet">The fleet.</param>
    /// <param name="rooms">Chips of each data center, and of the largest job that it can start.</param>
    public static GeneratorTarget Of(SourceSpec source, FleetSpec fleet, IReadOnlyList<JobRoom> rooms)
    {
        var own = rooms
            .Where((_, index) => source.DataCenter is null || fleet.DataCenters[index].Name == source.DataCenter)
            .ToList();
        return new GeneratorTarget(own.Sum(room => room.Chips), own.Max(room => room.LargestJob), own);
    }
}
