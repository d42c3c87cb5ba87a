using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Failures;

/// <summary>How often jobs of a size are interrupted, in a data center of 64 chips, 8 a rack, 2 a host.</summary>
public sealed class JobFailureRateTests
{
    private const long Mean = 1000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(64, 64)]
    public void MeanTime_OfChips_IsInverselyToTheirNumber(int chips, double rates)
    {
        var plan = Plan();
        AssertRates(rates, plan with { Chip = plan.Chip with { MeanTimeToFailure = VirtualDuration.FromHours(Mean) } }, chips);
    }

    [Theory]
    [InlineData(FailureDomain.Host, 1, 1, 1)]
    [InlineData(FailureDomain.Host, 1, 2, 1)]
    [InlineData(FailureDomain.Host, 1, 3, 2)]
    [InlineData(FailureDomain.Rack, 1, 8, 1)]
    [InlineData(FailureDomain.Rack, 1, 9, 2)]
    [InlineData(FailureDomain.Interconnect, 3, 6, 1)]
    [InlineData(FailureDomain.Interconnect, 3, 7, 2)]
    [InlineData(FailureDomain.Burst, 4, 2, 4 / 32.0)]
    [InlineData(FailureDomain.Burst, 4, 10, 8 / 32.0)]
    [InlineData(FailureDomain.Burst, 4, 64, 1)]
    [InlineData(FailureDomain.DataCenter, 1, 1, 1)]
    [InlineData(FailureDomain.DataCenter, 1, 64, 1)]
    [InlineData(FailureDomain.Job, 1, 64, 1)]
    public void MeanTime_OfACause_CountsWhatTheJobHangsOn(FailureDomain domain, int hosts, int chips, double rates) =>
        AssertRates(rates, Plan(Cause(domain) with { Hosts = hosts }), chips);

    [Fact]
    public void MeanTime_OfAJobCausePerChip_CountsChips() =>
        AssertRates(17, Plan(Cause(FailureDomain.Job) with { IsPerChip = true }), chips: 17);

    [Fact]
    public void MeanTime_OfEverything_AddsRates()
    {
        var plan = Plan(Cause(FailureDomain.Host), Cause(FailureDomain.Rack), Cause(FailureDomain.Job));
        plan = plan with { Chip = plan.Chip with { MeanTimeToFailure = VirtualDuration.FromHours(Mean) } };
        AssertRates(20 + 10 + 3 + 1, plan, chips: 20);
    }

    [Fact]
    public void MeanTime_WithLemons_CountsChipsAndHostsWithTheirMean()
    {
        var plan = Plan(Cause(FailureDomain.Host), Cause(FailureDomain.Rack));
        plan = plan with
        {
            Chip = plan.Chip with { MeanTimeToFailure = VirtualDuration.FromHours(Mean) },
            Failures = plan.Failures with { LemonPartsPerMillion = 250_000, LemonFactor = 5 },
        };
        AssertRates((2 * (8 + 4)) + 1, plan, chips: 8);
    }

    [Fact]
    public void MeanTime_NothingFails_IsTheLongest()
    {
        Assert.Equal(RandomDuration.Longest, JobFailureRate.MeanTimeToFailure(Plan(), 1));
        var plan = Plan(Cause(FailureDomain.DataCenter));
        plan = plan with { Failures = plan.Failures with { Enabled = false } };
        Assert.Equal(RandomDuration.Longest, JobFailureRate.MeanTimeToFailure(plan, 1));
    }

    [Fact]
    public void MeanTime_FailuresAllTheTime_IsGreaterThanZero()
    {
        var plan = Plan();
        plan = plan with { Chip = plan.Chip with { MeanTimeToFailure = new(1) } };
        Assert.Equal(new VirtualDuration(1), JobFailureRate.MeanTimeToFailure(plan, 64));
    }

    [Theory]
    [InlineData(CheckpointRule.Young, 8)]
    [InlineData(CheckpointRule.Young, 32)]
    [InlineData(CheckpointRule.Daly, 32)]
    public void Checkpoints_ByRule_FollowSizeAndWriteTime(CheckpointRule rule, int chips)
    {
        var plan = Plan(Cause(FailureDomain.Rack));
        plan = plan with
        {
            Failures = plan.Failures with
            {
                CheckpointRule = rule,
                CheckpointWrite = VirtualDuration.FromSeconds(5),
                CheckpointBytes = 2_000_000_000,
                StorageBytesPerSecond = 1_000_000_000,
            },
        };
        var write = VirtualDuration.FromSeconds(5 + (2 * chips));
        var mean = new VirtualDuration(VirtualDuration.FromHours(Mean).Microseconds / (chips / 8));
        var interval = rule == CheckpointRule.Young
            ? CheckpointIntervals.Young(write, mean)
            : CheckpointIntervals.Daly(write, mean);
        Assert.Equal(new CheckpointPlan(interval, write, Overlaps: false), JobFailureRate.CheckpointsOf(plan, chips));
    }

    [Fact]
    public void Checkpoints_WrittenLongerThanTheInterval_FollowOneAnother()
    {
        var plan = Plan();
        plan = plan with
        {
            Failures = plan.Failures with
            {
                CheckpointInterval = VirtualDuration.FromSeconds(60),
                CheckpointBytes = 10,
                StorageBytesPerSecond = 1,
                CheckpointsOverlap = true,
            },
        };
        var (minute, longer) = (VirtualDuration.FromSeconds(60), VirtualDuration.FromSeconds(70));
        Assert.Equal(new CheckpointPlan(minute, minute, Overlaps: true), JobFailureRate.CheckpointsOf(plan, 6));
        Assert.Equal(new CheckpointPlan(longer, longer, Overlaps: true), JobFailureRate.CheckpointsOf(plan, 7));
    }

    [Fact]
    public void Checkpoints_WithoutInterval_AreNeverWritten()
    {
        var plan = Plan();
        plan = plan with { Failures = plan.Failures with { CheckpointWrite = VirtualDuration.FromSeconds(5) } };
        Assert.Equal(VirtualDuration.Zero, JobFailureRate.CheckpointsOf(plan, 1).Interval);
    }

    [Theory]
    [InlineData(1, 10_007_000)]
    [InlineData(1000, 17_000_000)]
    [InlineData(1500, 20_500_000)]
    public void Restart_OfAJob_GrowsWithItsSize(int chips, long microseconds)
    {
        var policy = Plan().Failures with
        {
            Restart = VirtualDuration.FromSeconds(10),
            RestartPerThousandChips = VirtualDuration.FromSeconds(7),
        };
        Assert.Equal(new VirtualDuration(microseconds), policy.RestartOf(chips));
    }

    [Fact]
    public void Write_ThroughStorage_IsExactForLargeStates()
    {
        var policy = Plan().Failures with { CheckpointBytes = 1L << 40, StorageBytesPerSecond = 1_000_000_000 };
        Assert.Equal(new VirtualDuration((1L << 40) * 100_000 / 1000), policy.WriteOf(100_000));
        Assert.Equal(VirtualDuration.Zero, (policy with { StorageBytesPerSecond = 0 }).WriteOf(100_000));
    }

    private static void AssertRates(double rates, DataCenterPlan plan, int chips)
    {
        var expected = VirtualDuration.FromHours(Mean).Microseconds / rates;
        Assert.InRange(JobFailureRate.MeanTimeToFailure(plan, chips).Microseconds, expected - 1, expected + 1);
    }

    private static ComponentCause Cause(FailureDomain domain) => new($"{domain}", domain, VirtualDuration.FromHours(Mean));

    private static DataCenterPlan Plan(params ComponentCause[] causes)
    {
        var plan = TestPlans.DataCenter(64, 8, 2);
        return plan with { Failures = plan.Failures with { Enabled = true, Components = causes } };
    }
}
