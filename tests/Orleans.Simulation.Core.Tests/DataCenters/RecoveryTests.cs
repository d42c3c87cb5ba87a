using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Jobs that keep the chips that still work, of four chips in two hosts unless a test says otherwise.</summary>
public sealed class RecoveryTests
{
    private const long Minute = 60;

    [Theory]
    [InlineData(RecoveryMode.Requeue)]
    [InlineData(RecoveryMode.InPlace)]
    public void Job_WhoseChipsAreRepaired_StartsAgainWithThem(RecoveryMode recovery)
    {
        // Two of four chips are out from 50 s to 250 s; the job begins anew then.
        var run = InProcessFleet.Play(Plan(recovery, TestPlans.Outage(50, 200, host: 0)), TestPlans.Job(0, 0, 4, 100));
        var job = run.Job(0);
        Assert.Equal([(0L, 350L)], run.Schedule);
        var waited = VirtualDuration.FromSeconds(200);
        Assert.Equal(
            recovery == RecoveryMode.InPlace ? (waited, VirtualDuration.Zero) : (VirtualDuration.Zero, waited),
            (job.Awaiting, job.Requeued));
        Assert.Equal(VirtualDuration.FromSeconds(100), job.Productive);
    }

    [Fact]
    public void Job_ThatKeepsChips_DrawsTheirIdlePowerInVain()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 200, host: 0));
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Job(0);

        // It kept two chips for 200 s, and lost 50 s of four.
        var inVain = Joules(2 * 200 * 100) + Joules(4 * 50 * 700);
        Assert.Equal(inVain, job.Wasted);
        Assert.Equal(inVain + Joules(4 * 100 * 700), job.Energy);
        Assert.Equal((ChipSeconds(400), ChipSeconds(4 * 150) + ChipSeconds(400)), (job.ChipTime.Awaiting, job.ChipTime.Held));
        Assert.Equal(ChipSeconds(400), job.ChipTime.Productive);
    }

    [Fact]
    public void ChipsThatAJobKeeps_ServeNobodyElse()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 200, host: 0));
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 60, 2, 10));
        Assert.Equal([(0L, 350L), (350L, 360L)], run.Schedule);
    }

    [Fact]
    public void JobsBehindOneThatKeepsChips_TakeWhatIsFree()
    {
        // Eight chips, of which six work: the first job keeps two and could use no less than two of the others.
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 200, host: 0)) with { Topology = new(8, 8, 2) };
        var jobs = new[] { TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 1, 3, 1000), TestPlans.Job(2, 60, 1, 10) };
        var run = InProcessFleet.Play(plan, jobs);
        Assert.Equal([(0L, 350L), (1L, 1001L), (60L, 70L)], run.Schedule);
    }

    /// <summary>Both jobs lack two of four chips from 50 s on, and two others are free from 100 s on: the more important job gets them.</summary>
    [Theory]
    [InlineData(0, 200, 300)]
    [InlineData(5, 300, 200)]
    public void Jobs_ThatLackChips_AreTriedByPriority(int priority, long firstEnd, long secondEnd)
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 1), TestPlans.Outage(50, 1000, host: 3)) with
        {
            Topology = new(10, 10, 2),
            Priorities = [0, priority],
        };
        var jobs = new[] { TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 0, 4, 100) with { Source = 1 }, TestPlans.Job(2, 0, 2, 100) };
        var run = InProcessFleet.Play(plan, jobs);
        Assert.Equal([(0L, firstEnd), (0L, secondEnd), (0L, 100L)], run.Schedule);
    }

    [Fact]
    public void Job_WithAFreeChip_StartsAtOnceAndTakesItOfTheSameRack()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 2)) with { Topology = new(12, 4, 1) };
        var starts = StartsOf(plan, TestPlans.Job(0, 0, 3, 10_000), out var run);

        // The chips of its rack come before those of others.
        Assert.Equal([(0, 0, 0b0111UL), (50, 0, 0b1011UL)], starts);
        Assert.Equal((VirtualDuration.Zero, VirtualDuration.Zero), (run.Job(0).Awaiting, run.Job(0).Requeued));
        Assert.Null(run.Job(0).Partial);
    }

    [Fact]
    public void Job_WithoutAFreeChipInItsRack_TakesOneOfAnother()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 2)) with { Topology = new(12, 4, 1) };
        var starts = StartsOf(plan, TestPlans.Job(0, 0, 4, 10_000), out _);
        Assert.Equal([(0, 0, 0b1111UL), (50, 0, 0b1011UL), (50, 1, 0b0001UL)], starts);
    }

    [Theory]
    [InlineData(PlacementPolicy.Nodes, 0b0011UL)]
    [InlineData(PlacementPolicy.Cubes, 0b1111UL)]
    public void Job_OfSeveralUnits_MovesFromTheBrokenOneToAWholeOne(PlacementPolicy placement, ulong whole)
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 2)) with { Topology = new(12, 4, 2) };
        plan = plan with { Scheduling = plan.Scheduling with { Placement = placement } };
        var starts = StartsOf(plan, TestPlans.Job(0, 0, 8, 10_000), out _);

        // Hosts 0 to 3 stand in racks 0 and 1, so host 2 is the first of rack 1; what replaces it stands in rack 2.
        var restart = placement == PlacementPolicy.Nodes
            ? [(50, 0, 0b1111UL), (50, 1, 0b1100UL), (50, 2, whole)]
            : new[] { (50, 0, 0b1111UL), (50, 2, whole) };
        Assert.Equal([(0, 0, 0b1111UL), (0, 1, 0b1111UL), .. restart], starts);
    }

    [Fact]
    public void WiredSlice_WithAChipDown_WaitsForItOrMovesAsAWhole()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 2)) with { Topology = new(16, 4, 2) };
        plan = plan with { Scheduling = plan.Scheduling with { Placement = PlacementPolicy.Slices } };
        Assert.Equal(
            [(0, 0, 0b1111UL), (0, 1, 0b1111UL), (50, 2, 0b1111UL), (50, 3, 0b1111UL)],
            StartsOf(plan, TestPlans.Job(0, 0, 8, 10_000), out _));
        plan = plan with { Topology = new(12, 4, 2) };
        Assert.Equal(
            [(0, 0, 0b1111UL), (0, 1, 0b1111UL), (1050, 0, 0b1111UL), (1050, 1, 0b1111UL)],
            StartsOf(plan, TestPlans.Job(0, 0, 8, 10_000), out _));
    }

    [Fact]
    public void Job_OutOfPatience_GivesItsChipsBackAndQueues()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 0));
        plan = plan with { Failures = plan.Failures with { RecoveryPatience = VirtualDuration.FromSeconds(100) } };

        // It comes first in the queue, where it stops the job behind it.
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 60, 2, 10));
        Assert.Equal([(0L, 1150L), (1150L, 1160L)], run.Schedule);
        Assert.Equal(
            (VirtualDuration.FromSeconds(100), VirtualDuration.FromSeconds(900)), (run.Job(0).Awaiting, run.Job(0).Requeued));
    }

    [Fact]
    public void Job_WhoseChipsAreRepairedAsItsPatienceEnds_StartsAgain()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 100, host: 0));
        plan = plan with { Failures = plan.Failures with { RecoveryPatience = VirtualDuration.FromSeconds(100) } };
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Job(0);
        Assert.Equal((VirtualDuration.FromSeconds(100), VirtualDuration.Zero), (job.Awaiting, job.Requeued));
    }

    [Fact]
    public void Job_WithoutAnyChipLeft_Queues()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 200, host: 0, hosts: 2));
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Job(0);
        Assert.Equal((VirtualDuration.Zero, VirtualDuration.FromSeconds(200)), (job.Awaiting, job.Requeued));
    }

    [Fact]
    public void Job_WhoseKeptChipsFailOneAfterTheOther_LosesThemAndQueuesAtLast()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 0), TestPlans.Outage(60, 1000, host: 1));
        plan = plan with { Failures = plan.Failures with { Detection = VirtualDuration.FromSeconds(5) } };
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Job(0);

        // It hangs until 55 s, keeps two chips, both of which are down from 60 s, and gives up at 65 s. The others are back at 1050 s
        // and 1060 s.
        Assert.Equal((VirtualDuration.FromSeconds(5), VirtualDuration.FromSeconds(10)), (job.Hung, job.Awaiting));
        Assert.Equal(VirtualDuration.FromSeconds(1060 - 65), job.Requeued);
        var kept = Joules(2 * 5 * 100) + Joules(2 * 5 * 50);
        Assert.Equal(kept + Joules(((2 * 50) + (2 * 700)) * 5) + Joules(4 * 50 * 700), job.Wasted);
        Assert.Equal(1, job.Interruptions);
    }

    [Fact]
    public void Job_WhoseHostIsEvicted_DoesNotWaitForIt()
    {
        // The second failure of host 0 within a day is one too many. Without host 0, six chips are left for four and for two.
        var plan = Plan(RecoveryMode.InPlace) with { Topology = new(6, 6, 2) };
        plan = plan with
        {
            Failures = plan.Failures with
            {
                Enabled = true,
                LemonEviction = new(1, VirtualDuration.FromHours(24)),
                Components =
                [
                    new("board", FailureDomain.Host, VirtualDuration.FromHours(30)) { Repair = RepairTime.Constant(VirtualDuration.FromHours(1)) },
                ],
            },
        };
        var run = InProcessFleet.PlayUntil(
            VirtualTime.FromSeconds(3600 * 100), plan, TestPlans.Job(0, 0, 6, 3600 * 200));
        var job = run.Job(0);
        Assert.Equal(1, job.Interruptions);
        Assert.Equal((JobState.Queued, VirtualDuration.Zero), (job.State, job.Awaiting));
    }

    [Fact]
    public void Job_ThatFailsItself_StartsAgainOnItsChipsAtOnce()
    {
        var plan = Plan(RecoveryMode.InPlace);
        plan = plan with
        {
            Failures = plan.Failures with
            {
                Enabled = true,
                Components = [new("software", FailureDomain.Job, VirtualDuration.FromHours(1))],
                CheckpointInterval = VirtualDuration.FromMinutes(1),
            },
        };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 3600 * 10));
        Assert.InRange(run.Job(0).Restarts, 1, 100);
        Assert.Equal((VirtualDuration.Zero, VirtualDuration.Zero), (run.Job(0).Awaiting, run.Job(0).Requeued));
    }

    [Fact]
    public void Jobs_ThatKeepChips_StartInTheOrderOfTheQueueAndTakeBackTheirOwn()
    {
        // Both jobs lose a chip at 50 s; the later one's is back at 100 s, the earlier one's at 200 s.
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 150, host: 0), TestPlans.Outage(50, 50, host: 2));
        plan = plan with { Topology = new(4, 4, 1) };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 2, 100), TestPlans.Job(1, 1, 2, 100));
        Assert.Equal([(0L, 300L), (1L, 200L)], run.Schedule);
    }

    [Fact]
    public void Job_AtItsLastInterruption_GivesEverythingBack()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 0));
        plan = plan with { Failures = plan.Failures with { MaxRestarts = 0 } };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 60, 2, 10));
        Assert.Equal([JobState.Failed, JobState.Completed], run.AllJobs.Select(job => job.State));
        Assert.Equal([(0L, 50L), (60L, 70L)], run.Schedule);
    }

    [Fact]
    public void Job_ThatKeepsChipsAtTheEnd_IsRunning()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 0));
        var run = InProcessFleet.PlayUntil(VirtualTime.FromSeconds(5 * Minute), plan, TestPlans.Job(0, 0, 4, 100));
        Assert.Equal((JobState.Running, VirtualDuration.FromSeconds(250)), (run.Job(0).State, run.Job(0).Awaiting));
        Assert.Equal((Int128)(5 * Minute * 1_000_000), run.Closings[0].Account.RunningJobs);
    }

    [Fact]
    public void Pass_AtAnInterval_IsWhenChipsAreReplaced()
    {
        var plan = Plan(RecoveryMode.InPlace, TestPlans.Outage(50, 1000, host: 0)) with { Topology = new(6, 6, 2) };
        plan = plan with { Scheduling = plan.Scheduling with { Interval = VirtualDuration.FromSeconds(40) } };
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Job(0);
        Assert.Equal((VirtualDuration.FromSeconds(30), 180L * 1_000_000), (job.Awaiting, job.End!.Value.Microseconds));
    }

    private static DataCenterPlan Plan(RecoveryMode recovery, params PlannedOutage[] outages)
    {
        var plan = TestPlans.DataCenter(4, 4, 2);
        return plan with
        {
            Outages = outages,
            OutageCauses = ["maintenance"],
            Failures = plan.Failures with { Recovery = recovery },
        };
    }

    /// <summary>When jobs start, in seconds, in which rack and on which of its chips.</summary>
    private static List<(int Time, int Rack, ulong Mask)> StartsOf(DataCenterPlan plan, JobArrival job, out PlayedRun run)
    {
        var starts = new List<(int Time, int Rack, ulong Mask)>();
        run = InProcessFleet.Play(
            new([plan], VirtualTime.Never),
            [job],
            VirtualDuration.FromHours(1),
            (_, batch) => starts.AddRange(batch.Commands
                .Where(command => command.Kind == RackCommandKind.Start)
                .Select(command => ((int)command.Time.Microseconds / 1_000_000, batch.Rack, command.Mask))));
        starts.Sort();
        return starts;
    }

    private static Joules Joules(long joules) => new((Int128)joules * 1_000_000_000);

    private static Int128 ChipSeconds(long chipSeconds) => (Int128)chipSeconds * 1_000_000;
}
