using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>What energy comes to at sites whose rates change, in every run of every fleet: exact at each level.</summary>
public sealed class SitePropertyTests
{
    private static readonly Gen<RandomFleet> Fleets = Gen.Select(
        RandomFleet.Any,
        RandomSites.Changing.Array[3],
        (fleet, sites) => fleet with { Plan = Changed(fleet.Plan, plan => plan with { Site = sites[plan.Index] }) });

    private static readonly SitePlan Constant = new(RateSeries.Constant(1_130_000)) { Price = RateSeries.Constant(70) };

    /// <summary>Where only chips draw power that a job holds, the data center comes to what its jobs do.</summary>
    [Fact]
    public void Totals_OfJobsAlone_AreThoseOfTheDataCenter() => Fleets.Sample(
        fleet => Play(fleet, OnlyJobsDraw, (run, plan, jobs) =>
            Assert.Equal(run.Closings[plan.Index].Account.Site, Sum(jobs.Select(job => TotalsOf(job, plan))))),
        iter: 200);

    /// <summary>Where all chips draw the same whatever they do, power never changes.</summary>
    [Fact]
    public void Totals_OfConstantPower_AreItsProductWithTheIntegral() => Fleets.Sample(
        fleet => Play(fleet, AllDrawTheSame, (run, plan, _) =>
        {
            Int128 power = (plan.HostOverhead.Milliwatts * plan.Topology.Hosts)
                + ((plan.NetworkOverhead.Milliwatts + plan.RackOverhead.Milliwatts) * plan.Topology.Racks)
                + (plan.Chip.Busy.Milliwatts * plan.Topology.Chips);
            var account = run.Closings[plan.Index].Account;
            Assert.Equal(RandomSites.Integral(plan.Site, VirtualTime.Zero, run.End) * power, account.Site);
            var samples = SamplesOf(run, plan);
            Assert.Equal(account.Site, Sum(samples.Select(sample => sample.Site)));
            Assert.All(samples, sample =>
                Assert.Equal(RandomSites.Integral(plan.Site, sample.Start, sample.End) * power, sample.Site));
        }),
        iter: 200);

    [Fact]
    public void Totals_OfAJobThatNothingDisturbed_AreItsPowerTimesTheIntegral() => Fleets.Sample(
        fleet => Play(fleet, plan => plan, (_, plan, jobs) =>
        {
            foreach (var job in jobs.Where(job => job is { FirstStart: not null, End: not null, Interruptions: 0 }))
            {
                var power = (Int128)plan.Chip.Busy.Milliwatts * job.Arrival.Chips;
                var (start, end, postponed) = (job.FirstStart!.Value, job.End!.Value, job.Arrival.Postponed);
                Assert.Equal(RandomSites.Integral(plan.Site, start, end) * power, TotalsOf(job, plan));
                Assert.Equal(postponed > VirtualDuration.Zero, job.AtOnce is not null);
                Assert.Equal(
                    postponed > VirtualDuration.Zero ? RandomSites.Integral(plan.Site, start - postponed, end - postponed) * power : null,
                    job.AtOnce);
            }
        }),
        iter: 200);

    /// <summary>Constant rates need no account of their own.</summary>
    [Fact]
    public void Totals_AtConstantRates_FollowFromTheEnergy() => RandomFleet.Any.Sample(
        fleet => Play(fleet, plan => plan with { Site = Constant }, (run, plan, jobs) =>
        {
            Assert.All(jobs, job => Assert.Null(job.Site));
            var energy = run.Closings[plan.Index].Account.ItEnergy.Nanojoules;
            Assert.Equal(new SiteTotals(energy * 1_130_000, 0, energy * 79), run.Closings[plan.Index].Account.Site);
        }),
        iter: 50);

    /// <summary>A series may have ended before the run starts.</summary>
    private static SiteTotals TotalsOf(JobRecord job, DataCenterPlan plan) => job.Site ?? new SiteRates(plan.Site).Of(job.Energy);

    private static DataCenterPlan OnlyJobsDraw(DataCenterPlan plan) => plan with
    {
        Chip = plan.Chip with { Idle = default, Failed = default },
        HostOverhead = default,
        NetworkOverhead = default,
        RackOverhead = default,
    };

    private static DataCenterPlan AllDrawTheSame(DataCenterPlan plan) =>
        plan with { Chip = plan.Chip with { Idle = plan.Chip.Busy, Failed = plan.Chip.Busy } };

    private static void Play(
        RandomFleet fleet, Func<DataCenterPlan, DataCenterPlan> change, Action<PlayedRun, DataCenterPlan, JobRecord[]> check)
    {
        var plans = Changed(fleet.Plan, change);
        var run = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(10));
        foreach (var plan in plans.DataCenters)
        {
            check(run, plan, [.. run.AllJobs.Where(job => job.DataCenter == plan.Index)]);
        }
    }

    private static FleetPlan Changed(FleetPlan fleet, Func<DataCenterPlan, DataCenterPlan> change) =>
        fleet with { DataCenters = [.. fleet.DataCenters.Select(change)] };

    private static IntervalSample[] SamplesOf(PlayedRun run, DataCenterPlan plan) =>
        [.. run.Samples.Concat(run.Closings[plan.Index].Samples).Where(each => each.DataCenter == plan.Index)];

    private static SiteTotals Sum(IEnumerable<SiteTotals> totals) =>
        totals.Aggregate(default(SiteTotals), (sum, each) => sum + each);
}
