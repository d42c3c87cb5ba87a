using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>
/// Runs whose jobs a broker shares out, at sites where carbon, prices and the PUE change every minute, each in its own way.
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
                DataCenters = [.. specification.Fleet.DataCenters.Select(AtItsSite)],
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

    /// <summary>The same power for jobs at the highest PUE of the site as there was at that of the plan.</summary>
    private static DataCenterPlan AtItsSite(DataCenterPlan plan)
    {
        var site = SiteOf(plan.Index);
        var provisioned = (Int128)(plan.Power.Provisioned?.Milliwatts ?? 0) * site.Pue.Highest / plan.Site.Pue.Highest;
        return plan with
        {
            Site = site,
            Power = plan.Power with { Provisioned = plan.Power.Provisioned is null ? null : new((long)provisioned + 1) },
        };
    }

    private static SitePlan SiteOf(int index) => SitePlan.Plain with
    {
        Pue = Pue(index),
        Carbon = Series(500_000_000, index),
        Price = Series(60_000_000, index + 2),
        ChipHour = 2_000_000 + (37 * index),
    };

    /// <summary>A PUE that rises by a third at most, so that jobs may have to stop for lack of power.</summary>
    private static RateSeries Pue(int index)
    {
        int[] course = [0, 0, 40_000, 200_000, 330_000, 90_000, 0];
        return new(
            0, VirtualDuration.FromMinutes(1), [.. course.Select(more => 1_000_000L + (10_000 * index) + more)], Repeats: true);
    }

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
