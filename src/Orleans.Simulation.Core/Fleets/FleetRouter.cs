using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>Decides which data center gets a job that does not name one.</summary>
/// <remarks>
/// The job goes where the fewest chips have been asked for so far by jobs of any kind, for the size of the data center, among those that are
/// large enough; jobs that fit nowhere do not count. Ties go to the lowest index. Only the sequence of arrivals decides, so windows do not matter.
/// </remarks>
internal sealed class FleetRouter(FleetPlan plan)
{
    private readonly long[] _asked = new long[plan.DataCenters.Count];

    /// <summary>Makes a router that has routed jobs before.</summary>
    /// <param name="plan">The fleet.</param>
    /// <param name="asked">Chips that they asked for, by data center.</param>
    public FleetRouter(FleetPlan plan, IReadOnlyList<long> asked)
        : this(plan) => _asked = [.. asked];

    /// <summary>Chips that have been asked for so far, by data center.</summary>
    public IReadOnlyList<long> Asked => _asked;

    /// <summary>The data center for a job. One that fits nowhere goes to the largest, which rejects it.</summary>
    public int Route(JobArrival job)
    {
        var chosen = job.DataCenter == JobArrival.AnyDataCenter ? LeastAsked(job) : job.DataCenter;
        _asked[chosen] += Fits(job, chosen) ? job.Chips : 0;
        return chosen;
    }

    private int LeastAsked(JobArrival job)
    {
        var best = -1;
        for (var index = 0; index < _asked.Length; index++)
        {
            if (Fits(job, index) && (best < 0 || IsLessAsked(index, best)))
            {
                best = index;
            }
        }

        return best >= 0 ? best : Enumerable.Range(0, _asked.Length).MaxBy(ChipsOf);
    }

    private int ChipsOf(int index) => plan.DataCenters[index].Topology.Chips;

    private bool Fits(JobArrival job, int index) => job.Chips <= plan.DataCenters[index].LargestJob;

    private bool IsLessAsked(int index, int other) =>
        Math.BigMul(_asked[index], ChipsOf(other)) < Math.BigMul(_asked[other], ChipsOf(index));
}
