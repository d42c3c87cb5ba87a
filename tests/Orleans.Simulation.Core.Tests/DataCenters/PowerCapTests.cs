using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>
/// Chips are slowed. Eight chips as in <see cref="PowerAdmissionTests"/>: 3,400 W when all rest, and for each at work 600 W more at full
/// speed, 300 W at 80 %, and 150 W at half of it.
/// </summary>
public sealed class PowerCapTests
{
    [Fact]
    public void Start_TooLittlePowerForFullSpeed_SlowsAllChipsUntilThereIs()
    {
        // Six chips at full speed, all at 80 %. The first job has done 50 s when the second one starts, then 56 s in 70 s; the second one
        // ends at 100 s, and chips are faster from the minute on. The rest takes 4 s.
        var run = InProcessFleet.Play(Plan(7000), TestPlans.Job(0, 0, 4, 110), TestPlans.Job(1, 50, 3, 40));
        Assert.Equal([(0, 124), (50, 100)], run.Schedule);
        Assert.Equal([14, 10], run.AllJobs.Select(job => Seconds(job.Slowed)));
        Assert.Equal([4 * ((700 * 50) + (400 * 70) + (700 * 4)), 3 * 400 * 50], run.AllJobs.Select(job => Joules(job.Energy)));
        Assert.All(run.AllJobs, job => Assert.Equal(default, job.Wasted));
        var power = run.Closings[0].Account.Power;
        Assert.Equal(VirtualDuration.FromSeconds(70), power.Slowed);
        Assert.Equal(
            PowerAdmissionTests.Femtojoules(7 * 300, 50) + PowerAdmissionTests.Femtojoules(4 * 300, 20), power.Spared);
        Assert.Equal((Watts.FromWatts(3400 + (4 * 300)), Watts.FromWatts(3400 + (4 * 600))), (power.LowestIt, power.HighestIt));
        Assert.Equal(default, power.Limited);
    }

    [Fact]
    public void Start_TooLittlePowerForTheLowestSpeed_Waits()
    {
        // 600 W are enough for four chips at half speed. The last job is slow too: chips become faster at 240 s only.
        var run = InProcessFleet.Play(Plan(4000), TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 0, 1, 10));
        Assert.Equal([(0, 200), (200, 220)], run.Schedule);
        Assert.Equal(JobState.Rejected, InProcessFleet.Play(Plan(4000), TestPlans.Job(0, 0, 5, 100)).Job(0).State);
        Assert.Equal(VirtualDuration.FromSeconds(200), run.Closings[0].Account.Power.Limited);
    }

    [Fact]
    public void PueRises_SlowsChipsFirst_AndStopsJobsThen()
    {
        // 6,600 W are enough for five chips at full speed. From 100 s on 4,400 W are left: for six at half speed; from 200 s on 4,000 W:
        // for four. The second job has done 150 s then; it starts again, at full speed, when the first one has ended.
        var plan = Plan(6600) with
        {
            Site = new(new(0, VirtualDuration.FromSeconds(100), [1_000_000, 1_500_000, 1_650_000], Repeats: false)),
        };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 200), TestPlans.Job(1, 0, 1, 200));
        Assert.Equal([(0, 300), (0, 500)], run.Schedule);
        Assert.Equal([0, 1], run.AllJobs.Select(job => job.Restarts));
        Assert.Equal([100, 50], run.AllJobs.Select(job => Seconds(job.Slowed)));
        Assert.Equal((1L, (Int128)150_000_000), (run.Closings[0].Account.Power.Preemptions, run.Closings[0].Account.Power.PreemptedWork));
    }

    /// <summary>Slow chips may draw no more than idle ones, so that power never stops a job; which speed there is power for changes all the same.</summary>
    [Fact]
    public void PueFalls_LowestSpeedDrawsNothingMore_ChipsBecomeFaster()
    {
        // At a PUE of 1.5 4,000 W of IT power: for one chip at full speed. From 100 s on 6,000 W: for four, which are faster from 120 s on.
        var plan = Plan(6000);
        plan = plan with
        {
            Chip = plan.Chip with { LowSpeeds = [new(50, new(plan.Chip.Idle))] },
            Site = new(new(0, VirtualDuration.FromSeconds(100), [1_500_000, 1_000_000], Repeats: false)),
        };
        Assert.Equal([(0, 160)], InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Schedule);
    }

    /// <summary>What a slow job wastes is a share of what it drew, not of what it would have drawn.</summary>
    [Fact]
    public void Checkpoints_OfASlowJob_WasteTheirShareOfWhatItDrew()
    {
        // 30 s of work and a checkpoint of 5 s, all at half speed.
        var job = InProcessFleet.Play(WithCheckpoints(), TestPlans.Job(0, 0, 4, 30)).Job(0);
        Assert.Equal((70, 35, 5), (Seconds(job.Held), Seconds(job.Slowed), Seconds(job.Checkpointing)));
        Assert.Equal((4 * 250 * 70, 4 * 250 * 10), (Joules(job.Energy), Joules(job.Wasted)));
    }

    [Fact]
    public void Interrupt_OfASlowJob_WastesTheShareOfWhatItLost()
    {
        var plan = WithCheckpoints();
        plan = plan with { Outages = [TestPlans.Outage(start: 50, duration: 500, host: 0)], OutageCauses = ["maintenance"] };
        var job = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 30)).Job(0);

        // By 50 s it has done 25: 15 are saved, 5 were the checkpoint's, 5 are lost. It hangs for 10 s with two chips down, restarts for
        // 20 s and works for 15, at half speed.
        Assert.Equal((110, 5, 10), (Seconds(job.Held), Seconds(job.Lost), Seconds(job.Hung)));
        Assert.Equal((20, 5, 40), (Seconds(job.Restarting), Seconds(job.Checkpointing), Seconds(job.Slowed)));
        var hung = 10 * ((2 * 250) + (2 * (int)(plan.Chip.Failed.Milliwatts / 1000)));
        Assert.Equal(4 * 250 * (50 + 20 + 30) + hung, Joules(job.Energy));
        Assert.Equal((4 * 250 * 50 * 10 / 25) + hung + (4 * 250 * 20), Joules(job.Wasted));
    }

    /// <summary>A failure that comes after the time that full speed takes strikes the slow job all the same.</summary>
    [Fact]
    public void Failure_OfASlowJob_ComesWhenItComesToALongOne()
    {
        var late = 0;
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var plan = Plan(4000);
            plan = plan with
            {
                Seed = seed,
                Failures = plan.Failures with
                {
                    Enabled = true,
                    MaxRestarts = 0,
                    Components = [new("software", FailureDomain.Job, VirtualDuration.FromSeconds(200))],
                },
            };
            var slow = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 4, 100)).Job(0);
            var fast = InProcessFleet.Play(plan with { Power = PowerPlan.Plain }, TestPlans.Job(0, 0, 4, 200)).Job(0);
            Assert.Equal((fast.State, fast.End), (slow.State, slow.End));
            late += slow.State == JobState.Failed && slow.End > VirtualTime.FromSeconds(100) ? 1 : 0;
        }

        Assert.InRange(late, 1, 39);
    }

    private static DataCenterPlan WithCheckpoints()
    {
        var plan = Plan(4000);
        return plan with
        {
            Failures = plan.Failures with
            {
                Detection = VirtualDuration.FromSeconds(10),
                Restart = VirtualDuration.FromSeconds(20),
                CheckpointInterval = VirtualDuration.FromSeconds(15),
                CheckpointWrite = VirtualDuration.FromSeconds(5),
            },
        };
    }

    private static int Seconds(VirtualDuration time) => (int)(time.Microseconds / 1_000_000);

    private static int Joules(Joules energy) => (int)(energy.Nanojoules / 1_000_000_000);

    private static DataCenterPlan Plan(long provisionedWatts)
    {
        var plan = TestPlans.DataCenter(8, 4, 2) with { HostOverhead = Watts.FromWatts(150) };
        return plan with
        {
            Chip = plan.Chip with { LowSpeeds = [new(80, new(Watts.FromWatts(400))), new(50, new(Watts.FromWatts(250)))] },
            Power = new() { Provisioned = Watts.FromWatts(provisionedWatts), Control = PowerControl.Cap },
        };
    }
}
