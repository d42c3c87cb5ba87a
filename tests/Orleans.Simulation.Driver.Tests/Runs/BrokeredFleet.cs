using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>
/// Runs whose jobs a broker shares out, at sites where carbon and prices change every minute, each in its own way.
/// </summary>
internal static class BrokeredFleet
{
    /// <summary>Has a broker share out the jobs of a run with two sources.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="policy">How the broker decides.</param>
    /// <param name="maxWait">Longest wait in seconds; null: any.</param>
    /// <param name="isChoosy">
    /// Whether jobs of the first source prefer the last data center, and those of the second accept no other.
    /// </param>
    /// <param name="deadline">
    /// Seconds by which jobs are to be done: those of the first source wait for a cleaner grid; null: none waits.
    /// </param>
    public static RunSpecification Of(
        RunSpecification specification, BrokerPolicy policy, int? maxWait, bool isChoosy, int? deadline)
    {
        var last = specification.Fleet.DataCenters.Count - 1;
        return specification with
        {
            Fleet = specification.Fleet with
            {
                DataCenters = [.. specification.Fleet.DataCenters.Select(plan => plan with { Site = SiteOf(plan.Index) })],
                Broker = new(policy)
                {
                    Cost = CostScope.Both,
                    MaxWait = maxWait is { } wait ? VirtualDuration.FromSeconds(wait) : null,
                    Weights = policy == BrokerPolicy.Weighted ? [.. Enumerable.Range(1, last + 1)] : [],
                    Sources =
                    [
                        new()
                        {
                            Affinity = isChoosy && last > 0 ? [[last], [.. Enumerable.Range(0, last)]] : [],
                            Shift = deadline is { } seconds ? new(VirtualDuration.FromSeconds(seconds), ShiftGoal.Carbon) : null,
                        },
                        new() { Affinity = isChoosy ? [[last]] : [] },
                    ],
                },
            },
        };
    }

    private static SitePlan SiteOf(int index) => SitePlan.WithPue(1_100_000 + (10_000 * index)) with
    {
        Carbon = Series(500_000_000, index),
        Price = Series(60_000_000, index + 2),
        ChipHour = 2_000_000 + (37 * index),
    };

    private static RateSeries Series(long typical, int phase)
    {
        int[] course = [100, 110, 130, 90, 60, 40, 70, 120];
        return new(
            0,
            VirtualDuration.FromMinutes(1),
            [.. course.Select((_, minute) => typical * course[(minute + phase) % course.Length] / 100)],
            Repeats: true);
    }
}
