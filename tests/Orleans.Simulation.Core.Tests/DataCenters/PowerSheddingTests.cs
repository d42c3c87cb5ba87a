using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>
/// Jobs stop when the PUE rises. Eight chips as in <see cref="PowerAdmissionTests"/>, 10 kW of provisioned power, and a PUE of 1, from 100 s
/// on 2 and from 200 s on 1.25: power for all chips, for two of them, for seven of them.
/// </summary>
public sealed class PowerSheddingTests
{
    [Fact]
    public void PueRises_LatestJobsStop_AndStartAgainWhenItFalls()
    {
        var run = InProcessFleet.Play(Plan(), TestPlans.Job(0, 0, 2, 150), TestPlans.Job(1, 0, 2, 150), TestPlans.Job(2, 1, 2, 150));

        // What they have done by 100 s is lost; one starts when the first is done, the other one when the PUE falls.
        Assert.Equal([(0, 150), (0, 300), (1, 350)], run.Schedule);
        Assert.Equal([0, 1, 1], run.AllJobs.Select(job => job.Restarts));
        Assert.All(run.AllJobs, job => Assert.Equal(0, job.Interruptions));
        Assert.Equal([0L, 100, 99], run.AllJobs.Select(job => job.Lost.Microseconds / 1_000_000));
        Assert.Equal([0L, 50, 100], run.AllJobs.Select(job => job.Requeued.Microseconds / 1_000_000));
        var power = run.Closings[0].Account.Power;
        Assert.Equal((2L, (Int128)(2 * 199_000_000)), (power.Preemptions, power.PreemptedWork));
        Assert.Equal(Watts.FromWatts(10_000).Milliwatts * (Int128)920_000, power.HighestFacility);
        Assert.Equal(VirtualDuration.Zero, power.AboveProvisioned);
    }

    [Fact]
    public void PueRises_ShortestFirst_LongestJobStops()
    {
        var plan = Plan();
        plan = plan with { Scheduling = plan.Scheduling with { Order = QueueOrder.Sjf } };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 2, 160), TestPlans.Job(1, 0, 2, 150));
        Assert.Equal([(0, 310), (0, 150)], run.Schedule);
    }

    /// <summary>The first one has a lower priority than the others: it is stopped before them and comes back after them.</summary>
    [Fact]
    public void PueRises_JobOfLowestPriority_StopsFirstAndStartsAgainLast()
    {
        var run = InProcessFleet.Play(
            Plan() with { Priorities = [0, 7] },
            TestPlans.Job(0, 0, 2, 150),
            TestPlans.Job(1, 0, 2, 150) with { Source = 1 },
            TestPlans.Job(2, 1, 2, 150) with { Source = 1 });

        // There is power for one from 100 s on, so for the next one when that is done, and for three from 200 s on.
        Assert.Equal([(0, 350), (0, 150), (1, 300)], run.Schedule);
        Assert.Equal([1, 0, 1], run.AllJobs.OrderBy(job => job.Arrival.Number).Select(job => job.Restarts));
    }

    /// <summary>With chips at half speed there is power for three jobs from 100 s on: only the least important of four is stopped.</summary>
    [Fact]
    public void PueRises_CappedChips_StopTheJobOfLowestPriorityOnly()
    {
        var plan = Plan();
        plan = plan with
        {
            Priorities = [0, 7],
            Power = plan.Power with { Control = PowerControl.Cap },
            Chip = plan.Chip with { LowSpeeds = [new(50, new(Watts.FromWatts(350)))] },
        };
        JobArrival[] jobs =
        [
            TestPlans.Job(0, 0, 2, 1000),
            .. Enumerable.Range(1, 3).Select(number => TestPlans.Job(number, 0, 2, 1000) with { Source = 1 }),
        ];
        var run = InProcessFleet.Play(plan, jobs);
        Assert.Equal([1, 0, 0, 0], run.AllJobs.OrderBy(job => job.Arrival.Number).Select(job => job.Restarts));
    }

    [Fact]
    public void PueRises_Checkpoints_KeepWhatWasSaved()
    {
        var plan = Plan();
        plan = plan with { Failures = plan.Failures with { CheckpointInterval = VirtualDuration.FromSeconds(30), Restart = VirtualDuration.FromSeconds(5) } };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 2, 150), TestPlans.Job(1, 0, 2, 150));

        // 90 s of the second job are safe; the first one leaves room for it at 150 s.
        Assert.Equal([(0, 150), (0, 215)], run.Schedule);
    }

    /// <summary>A job that is stopped for power is not given up for that.</summary>
    [Fact]
    public void PueRises_NoRestartsAllowed_JobStartsAgain()
    {
        var plan = Plan();
        plan = plan with { Failures = plan.Failures with { MaxRestarts = 0 } };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 2, 150), TestPlans.Job(1, 0, 2, 150));
        Assert.Equal([(0, 150), (0, 300)], run.Schedule);
    }

    /// <summary>A job that hangs when it is stopped: its failure is noticed later, under nobody.</summary>
    [Fact]
    public void PueRises_HungJob_StopsAndItsFailureIsNoticedLater()
    {
        var plan = Plan();
        plan = plan with
        {
            Failures = plan.Failures with { Detection = VirtualDuration.FromSeconds(30) },
            Outages = [TestPlans.Outage(80, 100, host: 1)],
            OutageCauses = ["maintenance"],
        };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 2, 150), TestPlans.Job(1, 0, 2, 150));
        Assert.Equal([(0, 150), (0, 300)], run.Schedule);
        Assert.Equal(0, run.Job(1).Interruptions);
        Assert.Equal((20L, 80L), (run.Job(1).Hung.Microseconds / 1_000_000, run.Job(1).Lost.Microseconds / 1_000_000));
        Assert.Equal((1L, (Int128)(2 * 80_000_000)), (run.Closings[0].Account.Power.Preemptions, run.Closings[0].Account.Power.PreemptedWork));
    }

    private static DataCenterPlan Plan()
    {
        var plan = TestPlans.DataCenter(8, 4, 2) with { HostOverhead = Watts.FromWatts(150) };
        return plan with
        {
            Site = new(new(0, VirtualDuration.FromSeconds(100), [1_000_000, 2_000_000, 1_250_000], Repeats: false)),
            Power = new() { Provisioned = Watts.FromWatts(10_000), Control = PowerControl.Shed },
        };
    }
}
