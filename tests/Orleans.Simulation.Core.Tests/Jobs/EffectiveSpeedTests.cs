using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Jobs;

public sealed class EffectiveSpeedTests
{
    private static readonly EffectiveSpeed Speed = new([new(1, 400_000_000), new(16_384, 380_000_000)]);

    [Theory]
    [InlineData(1, 400_000_000)]
    [InlineData(16_383, 400_000_000)]
    [InlineData(16_384, 380_000_000)]
    [InlineData(1_000_000, 380_000_000)]
    public void PerChip_AnySize_IsThatOfTheLastStepUpToIt(int chips, long expected) => Assert.Equal(expected, Speed.PerChip(chips));

    [Theory]
    [InlineData(0, 400_000_000, 380_000_000)]
    [InlineData(1, 989, 989)]
    [InlineData(430_000, 425_270_430, 425_270_430)]
    [InlineData(333_333, 329_666_670, 329_666_670)]
    [InlineData(1_000_000, 989_001_000, 989_001_000)]
    public void PerChip_JobThatStatesItsMfu_IsThatShareOfThePeakWhateverTheSize(int mfu, long small, long large)
    {
        var (speed, flops) = (Speed with { Peak = 989_001_000 }, new ModelFlops(1, 0) { Mfu = mfu });

        Assert.Equal((small, large), (speed.PerChip(flops, 8), speed.PerChip(flops, 16_384)));
    }

    [Theory]
    [InlineData(EffectiveSpeed.MaxFlopPerMicrosecond, ModelFlops.WholeMfu, EffectiveSpeed.MaxFlopPerMicrosecond)]
    [InlineData(999_999, 1, 1)]
    public void PerChip_AtTheEndsOfPeakAndMfu_IsWithinThoseOfSpeeds(long peak, int mfu, long expected) =>
        Assert.Equal(expected, (Speed with { Peak = peak }).PerChip(new ModelFlops(1, 0) { Mfu = mfu }, chips: 1));

    [Fact]
    public void DoneIn_JobThatStatesItsMfu_IsAtItsOwnSpeed()
    {
        var (speed, flops) = (Speed with { Peak = 1_000 }, new ModelFlops(8 * 250 * 7, 0) { Mfu = 250_000 });

        Assert.Equal(new VirtualDuration(7), speed.RunTimeOf(flops, chips: 8));
        Assert.Equal(8 * 250 * 6, speed.DoneIn(flops, chips: 8, productive: 8 * 6));
    }

    [Theory]
    [InlineData(3_200_000_000, 1)]
    [InlineData(3_200_000_001, 2)]
    [InlineData(6_400_000_000, 2)]
    [InlineData(1, 1)]
    public void RunTimeOf_EightChips_IsRoundedUpToAMicrosecond(long flop, long microseconds) =>
        Assert.Equal(new VirtualDuration(microseconds), Speed.RunTimeOf(new(flop, 0), chips: 8));

    [Fact]
    public void RunTimeOf_Llama3_IsItsPublishedPretraining()
    {
        // 6 x 405 x 10^9 parameters x 15.6 x 10^12 tokens, on 16,384 chips at 400 TFLOP/s each [L3]: 67 days.
        var flops = ModelFlops.OfTraining(405_000_000_000, 15_600_000_000_000);

        Assert.Equal((Int128)37_908_000 * 1_000_000_000_000_000_000, flops.Count);
        Assert.Equal(66.9, new EffectiveSpeed([new(1, 400_000_000)]).RunTimeOf(flops, 16_384).Seconds / 86_400, 0.1);
        Assert.Equal(15_600_000_000_000, flops.TokensIn(flops.Count));
    }

    [Fact]
    public void RunTimeOf_TheMostFlops_IsTheLongest() => Assert.Equal(
        EffectiveSpeed.LongestRunTime, new EffectiveSpeed([new(1, 1)]).RunTimeOf(new(ModelFlops.MaxCount, 0), chips: 1));

    [Fact]
    public void DoneIn_AllOfTheRunTime_IsAllAndNoMore()
    {
        var flops = new ModelFlops(3_200_000_001, 7);

        Assert.Equal(3_200_000_001, Speed.DoneIn(flops, chips: 8, productive: 8 * 2));
        Assert.Equal(3_200_000_000, Speed.DoneIn(flops, chips: 8, productive: 8));
        Assert.Equal(0, Speed.DoneIn(flops, chips: 8, productive: 0));
        Assert.Equal(457_142_857, flops.TokensIn(3_200_000_000));
    }

    [Fact]
    public void DoneIn_TheLargestFleetForTheLongestRunAtTheHighestSpeed_DoesNotOverflow()
    {
        // A hundred years of 16,777,216 chips.
        var productive = (Int128)16_777_216 * VirtualDuration.FromHours(876_600).Microseconds;

        Assert.Equal(
            ModelFlops.MaxCount,
            new EffectiveSpeed([new(1, EffectiveSpeed.MaxFlopPerMicrosecond)]).DoneIn(new(ModelFlops.MaxCount, 0), 16_777_216, productive));
    }

    [Fact]
    public void RunTimeOf_JobOnOtherChips_IsThatOfItsDataCenter()
    {
        var job = TestPlans.Job(0, 0, 8, 0) with { Flops = new(3_200_000_000_000, 0) };
        var plan = TestPlans.DataCenter(8, 8, 8);

        Assert.Equal(new VirtualDuration(1_000), (plan with { Speed = Speed }).RunTimeOf(job));
        Assert.Equal(new VirtualDuration(2_000), (plan with { Speed = new([new(1, 200_000_000)]) }).RunTimeOf(job));
        Assert.Equal(VirtualDuration.FromSeconds(5), plan.RunTimeOf(TestPlans.Job(0, 0, 8, 5)));
        Assert.Throws<SimulationFaultException>(() => plan.RunTimeOf(job));
    }
}
