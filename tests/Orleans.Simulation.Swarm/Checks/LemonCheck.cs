using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Finds anew the hosts that failed too often.</summary>
internal static class LemonCheck
{
    /// <summary>Hosts that were to be taken out of service.</summary>
    /// <param name="policy">When that is; null: never.</param>
    /// <param name="failures">The failures of some data centers.</param>
    public static int Evicted(SwarmFailures? policy, IEnumerable<FailureTerms> failures)
    {
        if (policy?.Lemons is not { EvictAfter: { } most } lemons)
        {
            return 0;
        }

        return failures
            .Where(failure => failure.IsOfChip || failure.Row.Domain == "host")
            .Where(failure => failure.Row.Detected is not null)
            .GroupBy(
                failure => (failure.Row.DataCenter, Host: failure.FirstChip!.Value / failure.DataCenter.ChipsPerHost),
                failure => failure.Row.Detected!.Value)
            .Count(host => IsTooOften([.. host.Order()], most, lemons.EvictWithin));
    }

    private static bool IsTooOften(long[] times, int most, long within) =>
        Enumerable.Range(0, times.Length).Any(last => last + 1 >= most && times[last] - times[last + 1 - most] <= within);
}
