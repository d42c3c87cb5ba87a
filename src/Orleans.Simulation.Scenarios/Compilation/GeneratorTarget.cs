namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Where the jobs of a source may run.</summary>
/// <param name="Chips">Chips of all data centers that may take them.</param>
/// <param name="LargestJob">Chips of the largest job that one of these can start: a job runs within one data center.</param>
/// <param name="Rooms">These data centers.</param>
internal sealed record GeneratorTarget(long Chips, long LargestJob, IReadOnlyList<JobRoom> Rooms)
{
    /// <summary>The target of a source.</summary>
    /// <param name="reach">Indices of the data centers that its jobs may go to; at least one.</param>
    /// <param name="rooms">Chips of each data center, and of the largest job that it can start.</param>
    public static GeneratorTarget Of(IReadOnlyList<int> reach, IReadOnlyList<JobRoom> rooms)
    {
        JobRoom[] own = [.. reach.Select(index => rooms[index])];
        return new GeneratorTarget(own.Sum(room => room.Chips), own.Max(room => room.LargestJob), own);
    }
}
