using CsCheck;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>What holds for gangs over data centers in every run of every fleet, whatever fails, recovers and is short.</summary>
public sealed class GangPropertyTests
{
    private static readonly VirtualDuration Whole = VirtualDuration.FromHours(100_000);

    [Fact]
    public void Results_AnyWindow_AreEqual() => RandomGangs.Any.Sample(
        fleet =>
        {
            var expected = InProcessFleet.Play(fleet.Plan, fleet.Jobs, Whole);
            foreach (var seconds in new[] { 1, 7, 60, 3600 })
            {
                expected.MustEqual(InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromSeconds(seconds)));
            }
        },
        iter: 100);

    [Fact]
    public void Gangs_AnyRun_StartStopAndEndTogether()
    {
        var seen = new List<(bool Halted, bool Failed, bool Completed, bool Waited, bool EndedApart)>();
        RandomGangs.Any.Sample(
            fleet =>
            {
                var (chips, gangs) = (new GangChecker(fleet.Plan, fleet.Jobs), new PlainGangs(fleet.Plan, fleet.Jobs));
                var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromMinutes(3), (dataCenter, batch) =>
                {
                    chips.Observe(dataCenter, batch);
                    gangs.Observe(dataCenter, batch);
                });
                chips.MustBeWhole();
                gangs.MustBeInStep(run);
                lock (seen)
                {
                    seen.Add(gangs.Seen);
                }
            },
            iter: 1500);
        Func<(bool Halted, bool Failed, bool Completed, bool Waited, bool EndedApart), bool>[] sights =
            [each => each.Halted, each => each.Failed, each => each.Completed, each => each.Waited, each => each.EndedApart];
        Assert.All(sights, sight => Assert.True(seen.Count(sight) >= 20, $"{Array.IndexOf(sights, sight)} is seen {seen.Count(sight)} times"));
    }

    [Fact]
    public void Books_AnyRun_AreConserved() => RandomGangs.Any.Sample(
        fleet =>
        {
            var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromMinutes(10));
            foreach (var plan in fleet.Plan.DataCenters)
            {
                JobRecord[] jobs = [.. run.AllJobs.Where(job => job.DataCenter == plan.Index)];
                Assert.Equal(run.Submitted[plan.Index], jobs.Length);
                FleetPropertyTests.AssertConserved(run, plan, jobs);
            }
        },
        iter: 500);
}
