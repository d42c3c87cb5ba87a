using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>
/// Jobs wait for power. Eight chips of 100 W without a job and 700 W with one, in hosts and racks of 2,600 W together: 3,400 W
/// when all rest, and 600 W more for each chip at work.
/// </summary>
public sealed class PowerAdmissionTests
{
    private static readonly JobArrival[] Three = [TestPlans.Job(0, 0, 4, 100), TestPlans.Job(1, 0, 3, 50), TestPlans.Job(2, 0, 1, 10)];

    [Theory]
    [InlineData(8200, 0, 0)]
    [InlineData(8199, 0, 50)]
    [InlineData(7600, 0, 50)]
    [InlineData(7599, 100, 100)]
    [InlineData(5800, 100, 100)]
    public void Start_JobsOnFreeChips_WaitsUntilThereIsPower(long watts, long second, long third)
    {
        var run = InProcessFleet.Play(Plan(watts), Three);
        Assert.Equal([(0, 100), (second, second + 50), (third, third + 10)], run.Schedule);
        Assert.InRange(run.Closings[0].Account.Power.HighestIt.Milliwatts, 0, Watts.FromWatts(watts).Milliwatts);
    }

    [Fact]
    public void Account_JobThatLacksPowerAlone_IsUnserved()
    {
        // Room for six chips at work: the second job lacks power for 100 s, the third is behind it and starts with it.
        var power = InProcessFleet.Play(Plan(7000), Three).Closings[0].Account.Power;
        Assert.Equal(VirtualDuration.FromSeconds(100), power.Limited);
        Assert.Equal(Femtojoules(3 * 600, 100), power.Unserved);
        Assert.Equal((VirtualDuration.Zero, Int128.Zero), (power.AboveProvisioned, power.EnergyAbove));
    }

    [Fact]
    public void Account_JobThatLacksChipsToo_IsNotUnserved()
    {
        var power = InProcessFleet.Play(Plan(7000), TestPlans.Job(0, 0, 6, 100), TestPlans.Job(1, 0, 3, 50)).Closings[0].Account.Power;
        Assert.Equal((VirtualDuration.Zero, Int128.Zero), (power.Limited, power.Unserved));
    }

    [Fact]
    public void Report_MoreThanProvisioned_IsDrawnAndCounted()
    {
        var plan = Plan(7000);
        plan = plan with { Power = plan.Power with { Control = PowerControl.Report } };
        var run = InProcessFleet.Play(plan, Three);
        var power = run.Closings[0].Account.Power;
        Assert.Equal([(0, 100), (0, 50), (0, 10)], run.Schedule);

        // 8,200 W for 10 s, 7,600 W for 40 s.
        Assert.Equal((VirtualDuration.FromSeconds(50), Femtojoules(1200, 10) + Femtojoules(600, 40)), (power.AboveProvisioned, power.EnergyAbove));
    }

    [Fact]
    public void Start_PueThatWillRise_IsAllowedByTheHighest()
    {
        var plan = Plan(10_000) with { Site = new(new(0, VirtualDuration.FromSeconds(500), [1_000_000, 2_000_000], Repeats: false)) };

        // 5,000 W of IT power at the highest PUE: two chips at work.
        Assert.Equal(2, plan.LargestJob);
        var run = InProcessFleet.Play(plan, Three);
        Assert.Equal([JobState.Rejected, JobState.Rejected, JobState.Completed], run.AllJobs.Select(job => job.State));
        Assert.Equal(2, (plan with { Power = plan.Power with { Provisioned = Watts.FromWatts(10_001) } }).LargestJob);
        Assert.Equal(1, (plan with { Power = plan.Power with { Provisioned = Watts.FromWatts(9_199) } }).LargestJob);
    }

    /// <summary>Failed chips draw 900 W here: as many as there are may fail at once.</summary>
    [Fact]
    public void Start_ChipsThatDrawMoreWhenTheyFail_LeavesPowerForThat()
    {
        var plan = Plan(2600 + (8 * 900));
        plan = plan with { Chip = plan.Chip with { Failed = Watts.FromWatts(900) } };
        Assert.Equal(8, plan.LargestJob);
        Assert.Equal(-1, (plan with { Power = plan.Power with { Provisioned = Watts.FromWatts(2600 + (8 * 900) - 1) } }).MostPoweredChips(JobActivity.Training));
    }

    /// <summary>A job that keeps its chips for a restart in place draws idle power, and another one takes what it drew.</summary>
    [Fact]
    public void Restart_InPlace_WaitsForPower()
    {
        var plan = Plan(7600);
        plan = plan with
        {
            Failures = plan.Failures with { Detection = VirtualDuration.FromSeconds(5), Recovery = RecoveryMode.InPlace },
            Outages = [TestPlans.Outage(10, 20, host: 0)],
            OutageCauses = ["maintenance"],
        };

        // The outage takes down two chips of the first job, until 30 s; from 15 s on it waits for them, and the second one works.
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, 0, 7, 40), TestPlans.Job(1, 0, 1, 60));
        Assert.Equal([(0, 115), (15, 75)], run.Schedule);
        var power = run.Closings[0].Account.Power;
        Assert.Equal(VirtualDuration.FromSeconds(15 + 45), power.Limited);
        Assert.Equal(Femtojoules(600, 15) + Femtojoules(7 * 600, 45), power.Unserved);
    }

    private static DataCenterPlan Plan(long provisionedWatts) => TestPlans.DataCenter(8, 4, 2) with
    {
        HostOverhead = Watts.FromWatts(150),
        Power = new() { Provisioned = Watts.FromWatts(provisionedWatts) },
    };

    internal static Int128 Femtojoules(long watts, long seconds) =>
        (Watts.FromWatts(watts) * VirtualDuration.FromSeconds(seconds)).Nanojoules * SiteTotals.FemtojoulesPerNanojoule;
}
