namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Where the jobs of a source may run.</summary>
/// <param name="Chips">Chips of all data centers that may take them.</param>
/// <param name="LargestJob">Chips of the largest job of which one of these can start each part.</param>
/// <param name="Rooms">These data centers.</param>
/// <param name="Sites">Parts into which its jobs are split; 1: they are whole.</param>
internal sealed record GeneratorTarget(long Chips, long LargestJob, IReadOnlyList<JobRoom> Rooms, int Sites)
{
    /// <summary>The target of a source.</summary>
    /// <param name="reach">Indices of the data centers that its jobs may go to; at least one.</param>
    /// <param name="rooms">Chips of each data center, and of the largest job that it can start.</param>
    /// <param name="sites">Parts into which its jobs are split.</param>
    /// <param name="isGang">Whether each part of a job needs a data center of its own.</param>
    public static GeneratorTarget Of(IReadOnlyList<int> reach, IReadOnlyList<JobRoom> rooms, int sites, bool isGang)
    {
        JobRoom[] own = [.. reach.Select(index => rooms[index])];
        var largest = own.Select(room => room.LargestJob).OrderDescending().ElementAt(isGang ? Math.Min(sites, own.Length) - 1 : 0);
        return new GeneratorTarget(own.Sum(room => room.Chips), (long)largest * sites, own, sites);
    }

    /// <summary>What a data center can start, in words.</summary>
    public string InParts => Sites == 1 ? "jobs" : $"each of {Sites} parts of jobs";

    /// <summary>Chips of the largest part of a job.</summary>
    public int PartOf(int chips) => (chips + Sites - 1) / Sites;
}
