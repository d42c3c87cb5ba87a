using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>No chip serves two jobs: at no instant do jobs hold, and repairs withhold, more chips than there are.</summary>
/// <remarks>When a job held its chips is in the tables only for jobs with one attempt; the others are left out.</remarks>
internal static class CapacityCheck
{
    /// <summary>Sweeps over the run.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var (index, dataCenter) in scenario.DataCenters.Index())
        {
            var changes = new List<(long Time, int Chips)>();
            foreach (var job in results.Jobs.Where(job => job.DataCenter == index && job is { Restarts: 0, Held: > 0 }))
            {
                changes.Add((job.Start!.Value, job.Chips));
                changes.Add((job.Start.Value + job.Held, -job.Chips));
            }

            foreach (var failure in results.Failures.Where(each => each.DataCenter == index && each.Repaired > each.Detected))
            {
                changes.Add((failure.Detected!.Value, 1));
                changes.Add((failure.Repaired!.Value, -1));
            }

            var taken = 0;
            foreach (var (time, chips) in changes.Order())
            {
                taken += chips;
                findings.Check(
                    taken <= dataCenter.Chips, $"{taken} of {dataCenter.Chips} chips of {dataCenter.Name} are taken at {time}");
            }
        }
    }
}
