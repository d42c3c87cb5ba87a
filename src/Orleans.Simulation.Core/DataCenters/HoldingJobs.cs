using System.Runtime.InteropServices;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Jobs of a data center that hold chips, by number and by the racks of their chips.</summary>
internal sealed class HoldingJobs(int racks)
{
    private readonly Dictionary<int, Job> _byNumber = [];
    private readonly List<Job>?[] _byRack = new List<Job>?[racks];

    /// <summary>The jobs, by number.</summary>
    public IEnumerable<Job> InOrder => _byNumber.Values.OrderBy(job => job.Arrival.Number);

    /// <summary>Number of jobs.</summary>
    public int Count => _byNumber.Count;

    /// <summary>Adds a job with the chips it holds.</summary>
    public void Add(Job job)
    {
        _byNumber.Add(job.Arrival.Number, job);
        foreach (var chips in job.Chips)
        {
            (_byRack[chips.Rack] ??= []).Add(job);
        }
    }

    /// <summary>Removes a job while it still holds its chips.</summary>
    public void Remove(Job job)
    {
        _byNumber.Remove(job.Arrival.Number);
        foreach (var chips in job.Chips)
        {
            RemoveFrom(_byRack[chips.Rack]!, job);
        }
    }

    /// <summary>The job in a given attempt; null when it has ended or been interrupted since.</summary>
    public Job? Find(int number, int attempt) =>
        _byNumber.TryGetValue(number, out var job) && job.Attempt == attempt ? job : null;

    /// <summary>The jobs that hold any of some chips, in no order.</summary>
    public IEnumerable<Job> HoldersOf(ChipSet chips) =>
        _byRack[chips.Rack]?.Where(job => job.HoldsOf(chips) > 0).Distinct() ?? [];

    /// <summary>The last one takes its place. A list that removes asks every job whether it is equal, and moves all that follow.</summary>
    private static void RemoveFrom(List<Job> jobs, Job job)
    {
        var all = CollectionsMarshal.AsSpan(jobs);
        var index = 0;
        while (!ReferenceEquals(all[index], job))
        {
            index++;
        }

        all[index] = all[^1];
        jobs.RemoveAt(all.Length - 1);
    }
}
