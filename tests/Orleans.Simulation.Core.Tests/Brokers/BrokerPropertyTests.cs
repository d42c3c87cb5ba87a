using System.Collections.Concurrent;
using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Fleets;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Brokers;

/// <summary>Random brokers of random fleets decide what a naive one does, whatever fails meanwhile.</summary>
public sealed class BrokerPropertyTests
{
    [Fact]
    public void Jobs_AnyBroker_GoWhereAndWhenTheNaiveOneSays()
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        Gen.Select(RandomFleet.Any, RandomActivities.Any).Sample(
            (fleet, activities) =>
            {
                var plan = fleet.Plan.With(activities);
                var run = InProcessFleet.Play(plan, fleet.Jobs, VirtualDuration.FromMinutes(7));
                var naive = new NaiveBroker(plan);
                var even = new NaiveBroker(plan with { Broker = BrokerPlan.Default });
                var jobs = run.AllJobs.OrderBy(job => job.Arrival.Number).ToList();
                foreach (var (one, next) in jobs.Zip(jobs.Skip(1)).Where(each => each.Second.Arrival.Part is { Index: > 0 }))
                {
                    See("parts apart", one.DataCenter != next.DataCenter);
                    See("parts together", one.DataCenter == next.DataCenter);
                }

                foreach (var job in jobs)
                {
                    var expected = naive.Place(fleet.Jobs[job.Arrival.Number]);
                    Assert.Equal(expected, (job.DataCenter, job.Arrival.Postponed));
                    See($"{fleet.Plan.Broker.Policy}", job.DataCenter != even.Place(fleet.Jobs[job.Arrival.Number]).DataCenter);
                    See("postponed", job.Arrival.Postponed > VirtualDuration.Zero);
                    See("postponed to the end", job.Arrival.Postponed > run.End - job.Arrival.Submit);
                    See("postponed, and complete", job.Arrival.Postponed > VirtualDuration.Zero && job.State == JobState.Completed);
                    See("saved carbon", job.Saved.Carbon > 0);
                    See("saved money", job.Saved.Cost > 0);
                    See("rejected", job.State == JobState.Rejected);
                }
            },
            iter: 2000);
        string[] sights =
        [
            .. Enum.GetNames<BrokerPolicy>(), "parts apart", "parts together", "postponed", "postponed to the end",
            "postponed, and complete", "rejected", "saved carbon", "saved money",
        ];
        Assert.Equal(sights.Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen, each => Assert.True(each.Value >= 5, $"{each.Key} is seen {each.Value} times only"));

        void See(string what, bool isSeen)
        {
            if (isSeen)
            {
                seen.AddOrUpdate(what, 1, (_, count) => count + 1);
            }
        }
    }
}
