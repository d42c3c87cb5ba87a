using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Hot spares, of four chips: who may take them and who may not.</summary>
public sealed class SparesTests
{
    [Fact]
    public void FirstStart_LeavesTheSpares()
    {
        var run = InProcessFleet.Play(Plan(spares: 1), TestPlans.Job(0, 0, 2, 100), TestPlans.Job(1, 10, 2, 100));
        Assert.Equal([(0L, 100L), (100L, 200L)], run.Schedule);
    }

    [Fact]
    public void FirstStart_OfAllButTheSpares_NeedsNoOther()
    {
        var run = InProcessFleet.Play(Plan(spares: 1), TestPlans.Job(0, 0, 3, 100));
        Assert.Equal([(0L, 100L)], run.Schedule);
    }

    [Fact]
    public void Restart_TakesTheSpares()
    {
        var run = InProcessFleet.Play(Plan(spares: 1, TestPlans.Outage(50, 1000, host: 0)), TestPlans.Job(0, 0, 3, 100));
        Assert.Equal([(0L, 150L)], run.Schedule);
        Assert.Equal((1, VirtualDuration.Zero), (run.Job(0).Restarts, run.Job(0).Requeued));
    }

    [Theory]
    [InlineData(3, JobState.Completed)]
    [InlineData(4, JobState.Rejected)]
    public void Job_LargerThanAllButTheSpares_IsRejected(int chips, JobState expected) =>
        Assert.Equal(expected, InProcessFleet.Play(Plan(spares: 1), TestPlans.Job(0, 0, chips, 100)).Job(0).State);

    [Theory]
    [InlineData(PlacementPolicy.Racks, 4 + 4 + 3 - 1)]
    [InlineData(PlacementPolicy.Slices, 4 + 4 - 1)]
    public void LargestJob_WithSlices_IsOfFullRacks(PlacementPolicy placement, int expected)
    {
        var plan = Plan(spares: 1) with { Topology = new(4 + 4 + 3, 4, 1) };
        Assert.Equal(expected, (plan with { Scheduling = plan.Scheduling with { Placement = placement } }).LargestJob);
    }

    private static DataCenterPlan Plan(int spares, params PlannedOutage[] outages)
    {
        var plan = TestPlans.DataCenter(4, 4, 1);
        return plan with { Outages = outages, OutageCauses = ["maintenance"], Failures = plan.Failures with { Spares = spares } };
    }
}
