using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Reporting;

/// <summary>The names and numbers that turn the indices of records into readable results.</summary>
/// <param name="DataCenters">The data centers in index order; at least one.</param>
/// <param name="Sources">Names of the workload sources in index order.</param>
public sealed record RunLabels(IReadOnlyList<DataCenterLabel> DataCenters, IReadOnlyList<string> Sources)
{
    /// <summary>
    /// Time from submission by which the jobs of a source are to be done, by its index. Default: empty, none has such a
    /// time.
    /// </summary>
    public IReadOnlyList<VirtualDuration?> Deadlines { get; init; } = [];

    /// <summary>Priorities of the jobs of sources, by their index. Default: empty, all have 0.</summary>
    public IReadOnlyList<int> Priorities { get; init; } = [];

    /// <summary>Whether sources differ in the priority of their jobs.</summary>
    internal bool HasPriorities => Priorities.Distinct().Skip(1).Any();

    /// <summary>The priority of a job.</summary>
    internal int PriorityOf(JobRecord job) => job.Arrival.Source < Priorities.Count ? Priorities[job.Arrival.Source] : 0;

    /// <summary>Whether jobs of any source may be postponed.</summary>
    internal bool HasDeadlines => Deadlines.Any(deadline => deadline is not null);

    /// <summary>Whether jobs of any source are split over data centers. Default: false.</summary>
    public bool SplitsJobs { get; init; }

    /// <summary>The deadline of a job; null: it has none.</summary>
    internal VirtualDuration? DeadlineOf(JobRecord job) =>
        job.Arrival.Source < Deadlines.Count ? Deadlines[job.Arrival.Source] : null;

    /// <summary>Takes the labels of a run from what it is about to play.</summary>
    /// <param name="fleet">The fleet; its data centers must stand at their index.</param>
    /// <param name="sources">The workload sources in the order in which jobs refer to them.</param>
    public static RunLabels Of(FleetPlan fleet, IReadOnlyList<WorkloadSource> sources)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(sources);
        return new([.. fleet.DataCenters.Select(DataCenterLabel.Of)], [.. sources.Select(source => source.Name)])
        {
            Deadlines = [.. fleet.Broker.Sources.Select(source => source.Shift?.Deadline)],
            Priorities = fleet.DataCenters[0].Priorities,
            SplitsJobs = sources.Any(source => source.Sites > 1),
        };
    }
}
