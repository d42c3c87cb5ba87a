using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Failures;

/// <summary>Covers: the optima of Young and Daly.</summary>
public sealed class CheckpointIntervalsTests
{
    private static readonly VirtualDuration Write = VirtualDuration.FromMinutes(5);

    [Theory]
    [InlineData(24 * 60, 120)]
    [InlineData(6 * 60, 60)]
    [InlineData(15, 12.2474)]
    public void Young_MeanTimeInMinutes_IsTheRootOfTwiceTheProduct(int meanTime, double minutes) =>
        Assert.Equal(minutes, Minutes(CheckpointIntervals.Young(Write, VirtualDuration.FromMinutes(meanTime))), 4);

    // Daly prints 117, 57 and 9.1 min under figures 3 to 5; the exact optima are 116.69, 56.71 and 9.17 min.
    [Theory]
    [InlineData(24 * 60, 116.69, 117, 0)]
    [InlineData(6 * 60, 56.71, 57, 0)]
    [InlineData(15, 9.14, 9.1, 1)]
    public void Daly_MeanTimeInMinutes_IsThePublishedInterval(int meanTime, double minutes, double printed, int digits)
    {
        var interval = Minutes(CheckpointIntervals.Daly(Write, VirtualDuration.FromMinutes(meanTime)));

        Assert.Equal(minutes, interval, 2);
        Assert.Equal(printed, interval, digits);
    }

    [Fact]
    public void Daly_WriteOfTwiceTheMeanTimeOrMore_IsTheMeanTime()
    {
        var meanTime = VirtualDuration.FromMinutes(15);

        Assert.True(CheckpointIntervals.Daly(new((meanTime * 2).Microseconds - 1), meanTime) > VirtualDuration.Zero);
        Assert.Equal(meanTime, CheckpointIntervals.Daly(meanTime * 2, meanTime));
        Assert.Equal(meanTime, CheckpointIntervals.Daly(meanTime * 3, meanTime));
    }

    [Fact]
    public void Both_WriteThatTakesNoTime_AreZero()
    {
        var meanTime = VirtualDuration.FromHours(1);

        Assert.Equal(VirtualDuration.Zero, CheckpointIntervals.Young(VirtualDuration.Zero, meanTime));
        Assert.Equal(VirtualDuration.Zero, CheckpointIntervals.Daly(VirtualDuration.Zero, meanTime));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void Both_ArgumentOutOfRange_AreRefused(long write, long meanTime)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointIntervals.Young(new(write), new(meanTime)));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckpointIntervals.Daly(new(write), new(meanTime)));
    }

    private static double Minutes(VirtualDuration duration) => duration.Seconds / 60;
}
