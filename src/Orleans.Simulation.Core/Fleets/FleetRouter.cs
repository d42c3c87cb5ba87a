using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>Decides which data center gets a job that does not name one.</summary>
/// <remarks>
/// The job goes where the fewest chips have been asked for so far, for the size of the data center, among those that are
/// large enough; ties go to the lowest index. Only the sequence of arrivals decides, so windows do not matter.
/// </remarks>
internal sealed class FleetRouter(FleetPlan plan)
{
    private readonly long[] _asked = new long[plan.DataCenters.Count];

    /// <summary>The data center for a job. One that fits nowhere goes to the largest, which rejects it.</summary>
    public int Route(JobArrival job)
    {
        if (job.DataCenter != JobArrival.AnyDataCenter)
        {
            return job.DataCenter;
        }

        var best = -1;
        for (var index = 0; index < _asked.Length; index++)
        {
            if (ChipsOf(index) >= job.Chips && (best < 0 || IsLessAsked(index, best)))
            {
                best = index;
            }
        }

        if (best < 0)
        {
            return Enumerable.Range(0, _asked.Length).MaxBy(ChipsOf);
        }

        _asked[best] += job.Chips;
        return best;
    }

    private int ChipsOf(int index) => plan.DataCenters[index].Topology.Chips;

    private bool IsLessAsked(int index, int other) =>
        (Int128)_asked[index] * ChipsOf(other) < (Int128)_asked[other] * ChipsOf(index);
}
