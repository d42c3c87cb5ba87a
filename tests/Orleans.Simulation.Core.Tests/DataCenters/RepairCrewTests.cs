using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Who is repaired when, if there are fewer crews than failures.</summary>
/// <remarks>
/// A rack with three components that wear out at nearly the same age: they fail within minutes of each other after about an
/// hour, and again not before another hour.
/// </remarks>
public sealed class RepairCrewTests
{
    private const int FirstCause = 2;

    private static readonly VirtualDuration Age = VirtualDuration.FromHours(1);
    private static readonly VirtualDuration ReturnTest = VirtualDuration.FromSeconds(50);
    private static readonly VirtualTime End = VirtualTime.FromSeconds(6800);

    private static readonly ComponentCause[] Causes =
    [
        Cause("power shelf", detection: 900, repair: 700),
        Cause("cooling", detection: 60, repair: 400),
        Cause("switch", detection: 0, repair: 1500),
    ];

    [Fact]
    public void OneCrew_ThreeFailures_RepairsThemOneByOneInOrderOfDetection()
    {
        var (plan, detected) = FailInTheOrderOfCauses(crews: 1);
        var run = InProcessFleet.PlayUntil(End, plan);
        int[] order = [.. Enumerable.Range(0, 3).OrderBy(cause => detected[cause])];
        Assert.NotEqual(0, order[0]);
        var free = VirtualTime.Zero;
        foreach (var (cause, failure) in order.Zip(run.Failures))
        {
            var start = VirtualTime.Max(free, detected[cause]);
            free = start + Causes[cause].Repair!.Typical + ReturnTest;
            Assert.Equal(
                (FirstCause + cause, detected[cause], start, free),
                (failure.Cause, failure.Detected, failure.RepairStart, failure.Repaired));
        }

        Assert.All(run.Failures.Skip(1), failure => Assert.True(failure.RepairStart > failure.Detected, "nobody waits"));
        Assert.Equal((3, 3L), (run.Failures.Count, run.Closings[0].Account.Repairs));
        Assert.All(run.DownTimes, down => Assert.Equal(free - run.AllFailures.First().Failed, down));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(null)]
    public void EnoughCrews_ThreeFailures_RepairEachFromItsDetectionOn(int? crews)
    {
        var (plan, detected) = FailInTheOrderOfCauses(crews);
        var run = InProcessFleet.PlayUntil(End, plan);
        Assert.Equal(3, run.Failures.Count);
        Assert.All(run.Failures, failure => Assert.Equal(
            (detected[failure.Cause - FirstCause], failure.Detected), (failure.RepairStart, failure.RepairStart)));
    }

    [Fact]
    public void TwoCrews_ThreeFailures_GiveTheThirdTheFirstThatIsFree()
    {
        var (plan, detected) = FailInTheOrderOfCauses(crews: 2);
        var run = InProcessFleet.PlayUntil(End, plan);
        Assert.Equal(detected.Order().Take(2), run.Failures.Take(2).Select(failure => failure.RepairStart!.Value));
        Assert.Equal(
            VirtualTime.Max(detected.Max(), run.Failures.Take(2).Min(failure => failure.Repaired!.Value)),
            run.Failures[2].RepairStart);
    }

    [Fact]
    public void End_WhileFailuresWait_LeavesThemDetectedAndUnrepaired()
    {
        var (plan, detected) = FailInTheOrderOfCauses(crews: 1);
        var whole = InProcessFleet.PlayUntil(End, plan);
        var run = InProcessFleet.PlayUntil(detected.Max(), plan);
        Assert.Equal(whole.Failures.Take(1), run.Failures);
        Assert.Equal(
            whole.Failures.Skip(1)
                .OrderBy(failure => failure.Cause)
                .Select(failure => failure with { RepairStart = null, Repaired = null }),
            run.Closings[0].Unrepaired);
        Assert.Equal(0, run.Closings[0].Account.Repairs);
    }

    [Theory]
    [InlineData(FailureDomain.Host, true)]
    [InlineData(FailureDomain.Rack, true)]
    [InlineData(FailureDomain.Interconnect, true)]
    [InlineData(FailureDomain.Burst, false)]
    [InlineData(FailureDomain.DataCenter, false)]
    public void Domain_WhileTheOnlyCrewIsBusy_WaitsIfItNeedsOne(FailureDomain domain, bool mustWait)
    {
        var other = new ComponentCause("other", domain, VirtualDuration.FromMinutes(10));
        var endless = Causes[2] with { Repair = RepairTime.Constant(VirtualDuration.FromHours(1000)) };
        var plan = Plan(crews: 1, endless, other);
        var run = InProcessFleet.PlayUntil(End, plan);
        var busyFrom = run.Failures.Single(failure => failure.Cause == FirstCause).RepairStart;
        var later = run.AllFailures.Where(failure => failure.Cause == FirstCause + 1 && failure.Failed > busyFrom).ToArray();
        Assert.NotEmpty(later);
        Assert.All(later.Where(failure => failure.Detected is not null), failure => Assert.Equal(
            mustWait ? null : failure.Detected, failure.RepairStart));
    }

    [Fact]
    public void OneCrew_FourChips_RepairsThemOneByOne()
    {
        var plan = Plan(crews: 1) with { Chip = TestPlans.Chip with { MeanTimeToFailure = Age, Shape = 50 } };
        var stream = new RandomStream(plan.Seed, RandomPurpose.ChipFailure);
        var failed = Enumerable.Range(0, 4)
            .Select(chip => VirtualTime.Zero + WeibullDistribution.Draw(Age, 50, stream.Uniform(chip, 0)))
            .Order();
        var run = InProcessFleet.PlayUntil(VirtualTime.FromSeconds(6000), plan);
        var free = VirtualTime.Zero;
        foreach (var (time, failure) in failed.Zip(run.Failures))
        {
            var start = VirtualTime.Max(free, time);
            free = start + plan.Failures.Repair + ReturnTest;
            Assert.Equal((time, time, start, free), (failure.Failed, failure.Detected, failure.RepairStart, failure.Repaired));
        }

        Assert.Equal((4, 4L), (run.Failures.Count, run.Closings[0].Account.Repairs));
        Assert.Contains(run.Failures, failure => failure.RepairStart > failure.Detected);
    }

    /// <summary>A plan in which the components fail in the order of the causes, but are not noticed in it.</summary>
    private static (DataCenterPlan Plan, VirtualTime[] Detected) FailInTheOrderOfCauses(int? crews)
    {
        for (var seed = 0UL; ; seed++)
        {
            var plan = Plan(crews, Causes) with { Seed = seed };
            VirtualTime[] failed = [.. Causes.Index().Select(each => VirtualTime.Zero + Draw(plan, each.Index))];
            if (failed.Order().SequenceEqual(failed))
            {
                return (plan, [.. failed.Zip(Causes, (time, cause) => time + cause.Detection!.Value)]);
            }
        }
    }

    private static VirtualDuration Draw(DataCenterPlan plan, int cause) => WeibullDistribution.Draw(
        Age,
        Causes[cause].Shape,
        new RandomStream(plan.Seed, RandomPurpose.ComponentFailure).Uniform((long)cause << 40, 0));

    private static DataCenterPlan Plan(int? crews, params ComponentCause[] causes)
    {
        var plan = TestPlans.DataCenter(4, 4, 2);
        return plan with
        {
            Failures = plan.Failures with
            {
                Enabled = true,
                Components = causes,
                RepairCrews = crews,
                ReturnTest = ReturnTest,
                Repair = VirtualDuration.FromSeconds(300),
            },
        };
    }

    private static ComponentCause Cause(string name, long detection, long repair) => new(name, FailureDomain.Rack, Age)
    {
        Shape = 50,
        Detection = VirtualDuration.FromSeconds(detection),
        Repair = RepairTime.Constant(VirtualDuration.FromSeconds(repair)),
    };
}
