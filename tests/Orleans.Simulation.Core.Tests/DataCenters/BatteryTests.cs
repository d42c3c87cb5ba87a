using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>What batteries make of dips, worked out by hand.</summary>
/// <remarks>
/// A rack of two hosts with two chips each at a PUE of 1.1: 4,400 W of IT power with a job on all chips, 2,000 W without one. Batteries
/// of 60 s take an hour to recharge; what fails is noticed after 20 s. Strikes come about once an hour.
/// </remarks>
public sealed class BatteryTests
{
    private const int Cause = 2;
    private const long RideThrough = 60;
    private const long Recharge = 3600;
    private const long Detection = 20;
    private const int WithJob = 4400;
    private const int Idle = 2000;

    private static readonly VirtualDuration Instant = new(1);
    private static readonly JobArrival Job = TestPlans.Job(0, 0, 4, 10_000_000);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RideThrough - 1)]
    [InlineData(RideThrough)]
    public void Dip_NotLongerThanTheCharge_IsBridgedAndStopsNothing(long seconds)
    {
        var (plan, strikes) = Drawn(Plan(Seconds(seconds)), minGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(500), plan, Job);
        Assert.Empty(run.AllFailures);
        Assert.Equal((0, VirtualDuration.Zero), (run.Job(0).Restarts, run.Job(0).Hung));
        AssertBatteries(run, new(Dips: 1, Bridged: 1, Outages: 0, Seconds(seconds), Energy(WithJob, seconds)));
    }

    [Fact]
    public void Dip_AMicrosecondLongerThanTheCharge_IsAnOutageOfAMicrosecond()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(RideThrough) + Instant), minGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(500), plan, Job);
        var failed = strikes[0] + Seconds(RideThrough);
        AssertFailure(run.AllFailures.Single(), failed, failed + Instant, failed + Instant);
        Assert.Equal(Enumerable.Repeat(Instant, 4), run.DownTimes);
        AssertBatteries(run, new(1, 0, 1, Seconds(RideThrough), Energy(WithJob, RideThrough)));
    }

    [Fact]
    public void Dip_MuchLongerThanTheCharge_TakesEverythingDownUntilItIsOver()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(RideThrough + 100)), minGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(500), plan, Job);
        var failed = strikes[0] + Seconds(RideThrough);
        AssertFailure(run.AllFailures.Single(), failed, failed + Seconds(Detection), failed + Seconds(100));
        Assert.Equal((1, Seconds(Detection)), (run.Job(0).Restarts, run.Job(0).Hung));
        Assert.Equal(failed - VirtualTime.Zero, run.Job(0).Lost);
        Assert.Equal(Enumerable.Repeat(Seconds(100), 4), run.DownTimes);
        Assert.Equal(1, run.Closings[0].Account.Repairs);
        AssertBatteries(run, new(1, 0, 1, Seconds(RideThrough), Energy(WithJob, RideThrough)));
    }

    [Fact]
    public void Dip_OverSoonAfterTheBatteriesAreEmpty_IsNoticedWhenItIsOver()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(RideThrough + 5)), minGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(500), plan, Job);
        var failed = strikes[0] + Seconds(RideThrough);
        AssertFailure(run.AllFailures.Single(), failed, failed + Seconds(5), failed + Seconds(5));
    }

    [Fact]
    public void Dip_WhileBatteriesRecharge_FindsWhatTheyHaveRegained()
    {
        // 10 s are left of the first dip, and a 60th of the time until the second one comes back.
        var (plan, strikes) = Drawn(Plan(Seconds(50)), minGap: 100, maxGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[1] + Seconds(50), plan);
        var recharged = strikes[1] - strikes[0] - Seconds(50);
        var charge = Seconds(10) + new VirtualDuration(recharged.Microseconds / (Recharge / RideThrough));
        var failed = strikes[1] + charge;
        AssertFailure(run.AllFailures.Single(), failed, failed + Seconds(Detection), strikes[1] + Seconds(50));
        var time = Seconds(50) + charge;
        AssertBatteries(run, new(2, 1, 1, time, Energy(Idle, 1) / 1_000_000 * time.Microseconds));
    }

    [Fact]
    public void Batteries_RechargedForLong_AreFullAndNotMore()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(RideThrough)), minGap: 10_000);
        AssertBatteries(
            InProcessFleet.PlayUntil(strikes[1] + Seconds(RideThrough), plan),
            new(2, 2, 0, Seconds(2 * RideThrough), Energy(Idle, 2 * RideThrough)));

        (plan, strikes) = Drawn(Plan(Seconds(RideThrough) + Instant), minGap: 10_000);
        AssertBatteries(
            InProcessFleet.PlayUntil(strikes[1] + Seconds(RideThrough), plan),
            new(2, 0, 2, Seconds(2 * RideThrough), Energy(Idle, 2 * RideThrough)));
    }

    [Fact]
    public void Dip_OnEmptyBatteries_IsAnOutageAtOnce()
    {
        var (plan, strikes) = Drawn(
            Plan(Seconds(5), rideThrough: Seconds(1), recharge: VirtualDuration.FromHours(1_000_000)), minGap: 10, maxGap: 3000);
        var run = InProcessFleet.PlayUntil(strikes[1] + Seconds(5), plan);
        FailureRecord[] failures = [.. run.AllFailures];
        AssertFailure(failures[0], strikes[0] + Seconds(1), strikes[0] + Seconds(5), strikes[0] + Seconds(5));
        AssertFailure(failures[1], strikes[1], strikes[1] + Seconds(5), strikes[1] + Seconds(5));
        AssertBatteries(run, new(2, 0, 2, Seconds(1), Energy(Idle, 1)));
    }

    [Theory]
    [InlineData(RideThrough)]
    [InlineData(RideThrough + 2000)]
    public void Strike_WhileADipGoesOn_IsNone(long length)
    {
        // The second strike comes on batteries, or in the outage.
        var (plan, strikes) = Drawn(Plan(Seconds(length)), minGap: length - 50, maxGap: length - 1);
        var isBridged = length == RideThrough;
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(length), plan);
        Assert.Equal(isBridged ? 0 : 1, run.AllFailures.Count());
        AssertBatteries(run, new(1, isBridged ? 1 : 0, isBridged ? 0 : 1, Seconds(RideThrough), Energy(Idle, RideThrough)));
    }

    [Fact]
    public void Strike_AtTheEndOfADip_IsNone()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(1)), minGap: 5, maxGap: 55);
        plan = With(plan, cause => cause with { Repair = RepairTime.Constant(strikes[1] - strikes[0]) });
        var run = InProcessFleet.PlayUntil(strikes[1], plan);
        var time = strikes[1] - strikes[0];
        AssertBatteries(run, new(1, 1, 0, time, Energy(Idle, 1) / 1_000_000 * time.Microseconds));
    }

    [Fact]
    public void Run_ThatEndsOnBatteries_HasADipThatIsNeitherBridgedNorAnOutage()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(RideThrough + 100)), minGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(13), plan, Job);
        Assert.Empty(run.AllFailures);
        AssertBatteries(run, new(1, 0, 0, Seconds(13), Energy(WithJob, 13)));
    }

    [Fact]
    public void Run_ThatEndsInAnOutage_HasAFailureThatNobodyHasNoticed()
    {
        var (plan, strikes) = Drawn(Plan(Seconds(RideThrough + 100)), minGap: 1000);
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(RideThrough + Detection) - new VirtualDuration(1), plan, Job);
        AssertFailure(run.AllFailures.Single(), strikes[0] + Seconds(RideThrough), detected: null, repaired: VirtualTime.Never);
        AssertBatteries(run, new(1, 0, 1, Seconds(RideThrough), Energy(WithJob, RideThrough)));
    }

    [Fact]
    public void Energy_OfChipsThatAreDownForAnotherReason_IsWhatTheyDraw()
    {
        // From 7 s of the dip on a host is down: two chips draw 50 W rather than 100 W.
        var (plan, strikes) = Drawn(Plan(Seconds(20)), minGap: 1000);
        plan = plan with
        {
            Outages = [new(strikes[0] + Seconds(7), Seconds(500), Cause: 0, new(First: 0, Step: 1, Count: 1))],
            OutageCauses = ["maintenance"],
        };
        var run = InProcessFleet.PlayUntil(strikes[0] + Seconds(100), plan);
        AssertBatteries(run, new(1, 1, 0, Seconds(20), Energy(Idle, 7) + Energy(Idle - 100, 13)));
    }

    [Fact]
    public void Plan_WithBatteriesOfSeveralCauses_IsRefused()
    {
        var plan = Plan(Seconds(1));
        plan = plan with { Failures = plan.Failures with { Components = [plan.Failures.Components[0], plan.Failures.Components[0]] } };
        Assert.Throws<InvalidOperationException>(() => new DataCenterProcess(plan));
    }

    private static (DataCenterPlan Plan, VirtualTime[] Strikes) Drawn(DataCenterPlan plan, long minGap, long maxGap = 1_000_000)
    {
        var drawn = DipDraws.WithGap(plan, minGap, maxGap);
        return (drawn, [.. DipDraws.Strikes(drawn).Take(2)]);
    }

    private static DataCenterPlan Plan(VirtualDuration length, VirtualDuration? rideThrough = null, VirtualDuration? recharge = null)
    {
        var plan = TestPlans.DataCenter(4, 4, 2);
        return plan with
        {
            Site = plan.Site with { Pue = RateSeries.Constant(1_100_000) },
            Failures = plan.Failures with
            {
                Enabled = true,
                Detection = Seconds(Detection),
                Components =
                [
                    new("utility", FailureDomain.DataCenter, VirtualDuration.FromHours(1))
                    {
                        Repair = RepairTime.Constant(length),
                        Batteries = new(rideThrough ?? Seconds(RideThrough), recharge ?? Seconds(Recharge)),
                    },
                ],
            },
        };
    }

    private static DataCenterPlan With(DataCenterPlan plan, Func<ComponentCause, ComponentCause> change) =>
        plan with { Failures = plan.Failures with { Components = [.. plan.Failures.Components.Select(change)] } };

    private static void AssertBatteries(PlayedRun run, BatteryAccount expected) =>
        Assert.Equal(expected, run.Closings[0].Account.Power.Batteries);

    private static void AssertFailure(FailureRecord failure, VirtualTime failed, VirtualTime? detected, VirtualTime repaired) =>
        Assert.Equal(
            (Cause, failed, detected, detected, detected is null ? (VirtualTime?)null : repaired, 4),
            (failure.Cause, failure.Failed, failure.Detected, failure.RepairStart, failure.Repaired, failure.Chips));

    /// <summary>Energy of the facility in femtojoules: milliwatts, microseconds and a PUE of 1.1 in millionths.</summary>
    private static Int128 Energy(long watts, long seconds) => (Int128)(watts * 1000) * (seconds * 1_000_000) * 1_100_000;

    private static VirtualDuration Seconds(long seconds) => VirtualDuration.FromSeconds(seconds);
}
