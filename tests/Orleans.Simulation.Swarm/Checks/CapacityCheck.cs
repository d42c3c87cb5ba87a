using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>
/// No chip serves two jobs: at no instant do jobs hold, and repairs withhold, more chips than there are; and when a job starts for
/// the first time, the spares are left.
/// </summary>
/// <remarks>
/// When a job held all its chips is in the tables only for jobs with one attempt that did not keep some; the others are left out.
/// </remarks>
internal static class CapacityCheck
{
    /// <summary>Sweeps over the run.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, IReadOnlyList<FailureTerms> failures, Findings findings)
    {
        foreach (var (index, dataCenter) in scenario.DataCenters.Index())
        {
            var changes = new List<(long Time, int Chips)>();
            foreach (var job in results.Jobs.Where(job => job.DataCenter == index && IsKnown(job)))
            {
                changes.Add((job.Start!.Value, job.Chips));
                changes.Add((job.Start.Value + job.Held, -job.Chips));
            }

            var noticed = failures.Where(failure => failure.Row.DataCenter == index && failure.Row.Detected is not null).ToList();
            for (var chip = 0; chip < dataCenter.Chips; chip++)
            {
                var spans = noticed.Where(failure => failure.Hits(chip))
                    .Select(failure => (failure.Row.Detected!.Value, failure.Row.Repaired ?? long.MaxValue));
                foreach (var (from, to) in TimeSpans.Union(spans, results.End))
                {
                    changes.Add((from, 1));
                    changes.Add((to, -1));
                }
            }

            var starts = results.Jobs
                .Where(job => job.DataCenter == index && IsKnown(job))
                .Select(job => job.Start!.Value)
                .ToHashSet();
            var taken = 0;
            foreach (var instant in changes.GroupBy(change => change.Time).OrderBy(instant => instant.Key))
            {
                taken += instant.Sum(change => change.Chips);
                var there = dataCenter.Chips - (starts.Contains(instant.Key) ? scenario.Failures?.Spares ?? 0 : 0);
                findings.Check(taken <= there, $"{taken} of {there} chips of {dataCenter.Name} are taken at {instant.Key}");
            }
        }
    }

    private static bool IsKnown(JobRow job) => job is { Restarts: 0, Held: > 0, Accounts.Awaiting: 0 };
}
