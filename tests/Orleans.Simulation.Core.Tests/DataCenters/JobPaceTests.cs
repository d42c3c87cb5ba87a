using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>How long work takes on something degraded, worked out by hand.</summary>
public sealed class JobPaceTests
{
    private static readonly VirtualTime Start = VirtualTime.FromSeconds(100);
    private static readonly VirtualDuration Work = VirtualDuration.FromSeconds(60);

    [Fact]
    public void TimeOf_AtFullPace_IsTheWorkItself() =>
        Assert.Equal(VirtualTime.FromSeconds(160), JobPace.FullFrom(Start).TimeOf(Work));

    [Theory]
    [InlineData(150, 190)]
    [InlineData(1000, 700)]
    public void TimeOf_SlowFromTheStart_IsAsManyTimesAsLong(int percent, long end) =>
        Assert.Equal(VirtualTime.FromSeconds(end), JobPace.FullFrom(Start).SlowedTo(percent, Start).TimeOf(Work));

    [Fact]
    public void TimeOf_SlowedHalfWay_TakesTheRestLonger()
    {
        var pace = JobPace.FullFrom(Start).SlowedTo(150, VirtualTime.FromSeconds(130));

        Assert.Equal(VirtualTime.FromSeconds(175), pace.TimeOf(Work));
        Assert.Equal(VirtualDuration.FromSeconds(40), pace.DoneBy(VirtualTime.FromSeconds(145)));
    }

    [Fact]
    public void SlowedTo_LessThanItIs_ChangesNothing()
    {
        var pace = JobPace.FullFrom(Start).SlowedTo(200, Start);

        Assert.Equal(pace, pace.SlowedTo(150, VirtualTime.FromSeconds(110)));
    }

    [Fact]
    public void SlowedTo_BeforeTheWorkBegins_CountsFromItsBegin() =>
        Assert.Equal(
            VirtualTime.FromSeconds(220), JobPace.FullFrom(Start).SlowedTo(200, VirtualTime.FromSeconds(50)).TimeOf(Work));

    [Theory]
    [InlineData(137)]
    [InlineData(101)]
    public void DoneBy_AtTheEnd_IsAllOfTheWork(int percent)
    {
        var (pace, work) = (JobPace.FullFrom(Start).SlowedTo(percent, Start), new VirtualDuration(7_000_003));

        Assert.Equal(work, pace.DoneBy(pace.TimeOf(work)));
        Assert.True(pace.DoneBy(new(pace.TimeOf(work).Microseconds - 1)) < work, "it was done sooner");
    }
}
