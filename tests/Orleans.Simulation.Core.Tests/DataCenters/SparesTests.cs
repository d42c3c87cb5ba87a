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

    [Fact]
    public void FirstStart_LeavesTheSparesOfEachRack()
    {
        var run = InProcessFleet.Play(PerRack(1, RecoveryMode.Requeue), TestPlans.Job(0, 0, 6, 100), TestPlans.Job(1, 10, 1, 100));
        Assert.Equal([(0L, 100L), (100L, 200L)], run.Schedule);
    }

    [Theory]
    [InlineData(RecoveryMode.Requeue)]
    [InlineData(RecoveryMode.InPlace)]
    public void Restart_TakesTheSpareOfTheRackInWhichItLostAChip(RecoveryMode recovery)
    {
        var plan = PerRack(1, recovery, TestPlans.Outage(50, 1000, host: 1));
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 6, 100));
        Assert.Equal([(0L, 150L)], run.Schedule);
        Assert.Equal((1, VirtualDuration.Zero), (run.Job(0).Restarts, run.Job(0).Requeued + run.Job(0).Awaiting));
    }

    [Theory]
    [InlineData(RecoveryMode.Requeue)]
    [InlineData(RecoveryMode.InPlace)]
    public void Restart_LeavesTheSparesOfOtherRacks(RecoveryMode recovery)
    {
        // Rack 0 lacks two chips and has one spare; the spare of rack 1 stays there until a chip of rack 0 is back.
        var plan = PerRack(1, recovery, TestPlans.Outage(50, 1000, host: 0, hosts: 2));
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 6, 100));
        Assert.Equal([(0L, 1150L)], run.Schedule);
    }

    [Fact]
    public void Cubes_WithSpares_GiveAJobItsShareOfEachRack()
    {
        // Six of eight chips: three of each rack of four, and the spare of rack 0 in place of the chip that is down.
        var plan = PerRack(1, RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 1));
        plan = plan with { Scheduling = plan.Scheduling with { Placement = PlacementPolicy.Cubes } };
        Assert.Equal(6, plan.LargestJob);
        Assert.Equal([(0L, 150L)], InProcessFleet.Play(plan, TestPlans.Job(0, 0, 6, 100)).Schedule);
    }

    [Theory]
    [InlineData(PlacementPolicy.Pool, 4, 2, 10, 1, 0, 4)]
    [InlineData(PlacementPolicy.Pool, 4, 2, 11, 1, 0, 6)]
    [InlineData(PlacementPolicy.Pool, 4, 2, 11, 1, 2, 4)]
    [InlineData(PlacementPolicy.Cubes, 4, 2, 11, 1, 0, 4)]
    [InlineData(PlacementPolicy.Slices, 4, 2, 11, 0, 9, -1)]
    [InlineData(PlacementPolicy.Slices, 4, 2, 3, 0, 0, 3)]
    [InlineData(PlacementPolicy.Racks, 4, 2, 2, 1, 0, 0)]
    public void LargestJob_WithSparesOfRacks_IsWhatCanStart(
        PlacementPolicy placement, int rack, int host, int chips, int perRack, int spares, int expected)
    {
        var plan = Plan(spares) with { Topology = new(chips, rack, host) };
        plan = plan with
        {
            Scheduling = plan.Scheduling with { Placement = placement },
            Failures = plan.Failures with { SpareHostsPerRack = perRack },
        };
        Assert.Equal(expected, plan.LargestJob);
    }

    /// <summary>Two racks of four hosts with a chip each.</summary>
    private static DataCenterPlan PerRack(int spares, RecoveryMode recovery, params PlannedOutage[] outages)
    {
        var plan = Plan(spares: 0, outages) with { Topology = new(8, 4, 1) };
        return plan with { Failures = plan.Failures with { SpareHostsPerRack = spares, Recovery = recovery } };
    }

    private static DataCenterPlan Plan(int spares, params PlannedOutage[] outages)
    {
        var plan = TestPlans.DataCenter(4, 4, 1);
        return plan with { Outages = outages, OutageCauses = ["maintenance"], Failures = plan.Failures with { Spares = spares } };
    }
}
