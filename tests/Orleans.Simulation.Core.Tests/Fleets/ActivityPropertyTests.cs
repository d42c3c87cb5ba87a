using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>What jobs have chips do changes what these draw, and nothing else.</summary>
public sealed class ActivityPropertyTests
{
    /// <summary>
    /// Where only chips draw power that work for a job, its energy is that of training times the ratio of the powers, whatever fails,
    /// and so is what it wastes. Racks and data centers compare theirs with the chips' anyway.
    /// </summary>
    [Fact]
    public void Energy_OfAnyActivity_IsThatOfTrainingTimesTheRatioOfThePowers()
    {
        var seen = new int[Enum.GetValues<JobActivity>().Length];
        Gen.Select(RandomFleet.Any, RandomActivities.Any).Sample(
            (fleet, activities) =>
            {
                var plans = fleet.Plan with
                {
                    Broker = BrokerPlan.Default,
                    DataCenters =
                    [
                        .. fleet.Plan.DataCenters.Select(plan =>
                            plan with { Chip = plan.Chip with { Idle = default, Failed = default }, HostOverhead = default, NetworkOverhead = default, RackOverhead = default }),
                    ],
                };
                var training = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(7));
                var active = InProcessFleet.Play(plans.With(activities), fleet.Jobs, VirtualDuration.FromMinutes(7));
                Assert.Equal(training.Failures, active.Failures);
                foreach (var (before, after) in training.AllJobs.Zip(active.AllJobs))
                {
                    var plan = plans.With(activities).DataCenters[after.DataCenter];
                    var activity = after.Arrival.Source < activities.Length ? activities[after.Arrival.Source] : JobActivity.Training;
                    var power = PowerOf(activity);
                    Assert.Equal(
                        before with { Energy = after.Energy, Wasted = after.Wasted, Site = after.Site, AtOnce = after.AtOnce }, after);
                    Assert.Equal(before.Energy.Nanojoules * power, after.Energy.Nanojoules * plan.Chip.Busy.Milliwatts);
                    Assert.Equal(before.Wasted.Nanojoules * power, after.Wasted.Nanojoules * plan.Chip.Busy.Milliwatts);
                    Interlocked.Add(ref seen[(int)activity], after.Energy.Nanojoules > 0 || activity == JobActivity.Loaded ? 1 : 0);

                    long PowerOf(JobActivity doing) => (doing switch
                    {
                        JobActivity.Loaded => plan.Chip.Loaded,
                        JobActivity.MemoryBound => plan.Chip.MemoryBound,
                        JobActivity.ComputeBound => plan.Chip.ComputeBound,
                        _ => plan.Chip.Busy,
                    })!.Value.Milliwatts;
                }

                foreach (var closing in active.Closings)
                {
                    var jobs = active.AllJobs.Where(job => job.DataCenter == closing.Account.DataCenter);
                    Assert.Equal(
                        jobs.Aggregate(Int128.Zero, (sum, job) => sum + job.Energy.Nanojoules), closing.Account.ItEnergy.Nanojoules);
                }
            },
            iter: 400);
        Assert.All(seen, each => Assert.True(each >= 100, $"activities are seen {string.Join(", ", seen)} times only"));
    }
}
