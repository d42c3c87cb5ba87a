using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Failures;

/// <summary>How long repairs take, by distribution, and which draw each of them takes.</summary>
public sealed class RepairTimeTests
{
    private static readonly VirtualDuration Typical = VirtualDuration.FromHours(4);

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void Draw_AnyUniform_FollowsTheDistribution(double uniform)
    {
        Assert.Equal(Typical, RepairTime.Constant(Typical).Draw(uniform));
        Assert.Equal(
            ExponentialDistribution.Draw(Typical, uniform),
            new RepairTime(Typical, RepairDistribution.Exponential, 2).Draw(uniform));
        Assert.Equal(
            LogNormalDistribution.Draw(Typical, 2, uniform),
            new RepairTime(Typical, RepairDistribution.LogNormal, 2).Draw(uniform));
    }

    [Fact]
    public void Draw_Quantiles_AreKnown()
    {
        Assert.Equal(Typical, new RepairTime(Typical, RepairDistribution.Exponential, 0).Draw(0.36787944117144233));
        Assert.Equal(Typical, new RepairTime(Typical, RepairDistribution.LogNormal, 1.5).Draw(0.5));
    }

    [Theory]
    [InlineData(RepairDistribution.Constant)]
    [InlineData(RepairDistribution.Exponential)]
    [InlineData(RepairDistribution.LogNormal)]
    public void Draw_NoTime_IsZero(RepairDistribution distribution) =>
        Assert.Equal(VirtualDuration.Zero, new RepairTime(VirtualDuration.Zero, distribution, 1).Draw(0.3));

    [Theory]
    [InlineData(RepairDistribution.Exponential)]
    [InlineData(RepairDistribution.LogNormal)]
    public void Repair_OfAChip_IsDrawnForItsFailure(RepairDistribution distribution)
    {
        var plan = TestPlans.DataCenter(4, 2, 1);
        plan = plan with
        {
            Chip = plan.Chip with { MeanTimeToFailure = VirtualDuration.FromHours(2) },
            Failures = plan.Failures with
            {
                Enabled = true,
                Repair = VirtualDuration.FromMinutes(20),
                RepairDistribution = distribution,
                RepairSigma = 0.7,
                ReturnTest = VirtualDuration.FromSeconds(90),
            },
        };
        var run = InProcessFleet.PlayUntil(VirtualTime.Zero + VirtualDuration.FromHours(20), plan);
        Assert.Contains(run.Failures.GroupBy(failure => (failure.Rack, failure.Slot)), group => group.Count() > 2);
        foreach (var ofOne in run.Failures.GroupBy(failure => (failure.Rack * 2) + failure.Slot))
        {
            foreach (var (number, failure) in ofOne.Index())
            {
                var uniform = new RandomStream(plan.Seed, RandomPurpose.RepairTime).Uniform(ofOne.Key, (uint)number);
                var repair = new RepairTime(plan.Failures.Repair, distribution, 0.7).Draw(uniform) + plan.Failures.ReturnTest;
                Assert.Equal(failure.RepairStart + repair, failure.Repaired);
            }
        }
    }
}
