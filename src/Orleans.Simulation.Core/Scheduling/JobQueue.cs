using Orleans.Simulation.Core.DataCenters;

namespace Orleans.Simulation.Core.Scheduling;

/// <summary>The waiting jobs of a data center in the order in which they are tried.</summary>
/// <remarks>
/// Jobs of higher priority are in front of all others. An interrupted job comes back with the key it had at first, so it waits in
/// front of everything of its priority that came later. The key ends with the job's number and is total.
/// </remarks>
internal sealed class JobQueue(DataCenterPlan plan)
{
    private readonly PriorityQueue<Job, (int Rank, long Primary, long Release, int Number)> _jobs = new();

    /// <summary>Waiting jobs.</summary>
    public int Count => _jobs.Count;

    /// <summary>The waiting jobs in the order in which they are tried.</summary>
    public IEnumerable<Job> Jobs => _jobs.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element);

    /// <summary>Adds a job.</summary>
    public void Add(Job job) => _jobs.Enqueue(job, KeyOf(job));

    /// <summary>Jobs that are not in the queue, in the order in which they would be tried.</summary>
    public Job[] InOrder(IEnumerable<Job> jobs) => [.. jobs.OrderBy(KeyOf)];

    /// <summary>The job that is tried next; null when none waits.</summary>
    public Job? Peek() => _jobs.TryPeek(out var job, out _) ? job : null;

    /// <summary>Removes a job wherever it stands; takes as long as the queue.</summary>
    /// <returns>Whether it was in the queue.</returns>
    public bool Remove(Job job) => _jobs.Remove(job, out _, out _);

    /// <summary>Removes the job that is tried next.</summary>
    public void Remove() => _jobs.Dequeue();

    private (int Rank, long Primary, long Release, int Number) KeyOf(Job job) => (
        -plan.PriorityOf(job.Arrival),
        plan.Scheduling.Order == QueueOrder.Sjf ? job.Arrival.Work.Microseconds : 0,
        job.Arrival.Release.Microseconds,
        job.Arrival.Number);
}
