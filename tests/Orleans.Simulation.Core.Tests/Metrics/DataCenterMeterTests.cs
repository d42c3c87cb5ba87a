using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Metrics;

public sealed class DataCenterMeterTests
{
    [Fact]
    public void AccrueTo_SeveralIntervalsAtOnce_CutsEachOfThem()
    {
        var meter = Meter();
        meter.AccrueTo(VirtualTime.FromSeconds(35));
        meter.CutLastInterval();
        Assert.Equal([(0, 10), (10, 20), (20, 30), (30, 35)], Bounds(meter.TakeSamples()));
    }

    [Fact]
    public void AccrueTo_EndOfInterval_CutsItBeforeWhatHappensThen()
    {
        var meter = Meter();
        meter.QueuedJobs = 3;
        meter.AccrueTo(VirtualTime.FromSeconds(10));
        meter.QueuedJobs = 0;
        meter.Chips.Move(ChipStatus.Idle, ChipStatus.Busy, 2);
        meter.AccrueTo(VirtualTime.FromSeconds(20));
        var samples = meter.TakeSamples();
        Assert.Equal([30_000_000, Int128.Zero], samples.Select(sample => sample.Queued));
        Assert.Equal([Int128.Zero, 20_000_000], samples.Select(sample => sample.Busy));
        Assert.Equal([40_000_000, (Int128)20_000_000], samples.Select(sample => sample.Idle));
    }

    [Fact]
    public void CutLastInterval_NothingLeft_CutsNone()
    {
        var meter = Meter();
        meter.AccrueTo(VirtualTime.FromSeconds(20));
        meter.CutLastInterval();
        Assert.Equal([(0, 10), (10, 20)], Bounds(meter.TakeSamples()));
    }

    [Fact]
    public void TakeSamples_SecondTime_IsEmpty()
    {
        var meter = Meter();
        meter.AccrueTo(VirtualTime.FromSeconds(10));
        Assert.Single(meter.TakeSamples());
        Assert.Empty(meter.TakeSamples());
    }

    [Fact]
    public void Account_Overhead_IsThatOfAllHostsAndRacks()
    {
        var meter = Meter();
        meter.AccrueTo(VirtualTime.FromSeconds(10));
        var overhead = Watts.FromWatts((2 * 300) + (2 * 1000)) * VirtualDuration.FromSeconds(10);
        var chips = Watts.FromWatts(4 * 100) * VirtualDuration.FromSeconds(10);
        Assert.Equal((chips, chips + overhead), (meter.Account().ChipEnergy, meter.Account().ItEnergy));
    }

    [Fact]
    public void Account_RatesThatChange_AreThoseOfEachStep()
    {
        var site = new SitePlan(new(0, VirtualDuration.FromSeconds(15), [1_000_000, 2_000_000], Repeats: false));
        var meter = Meter(site);
        meter.AccrueTo(VirtualTime.FromSeconds(20));
        var power = Watts.FromWatts((4 * 100) + (2 * 300) + (2 * 1000)).Milliwatts;
        Assert.Equal((Int128)power * 25_000_000 * 1_000_000, meter.Account().Site.Facility);
        Assert.Equal(
            [(Int128)power * 10_000_000 * 1_000_000, (Int128)power * 15_000_000 * 1_000_000],
            meter.TakeSamples().Select(sample => sample.Site.Facility));
    }

    private static DataCenterMeter Meter(SitePlan? site = null)
    {
        var plan = TestPlans.DataCenter(4, 2, 2) with
        {
            SampleInterval = VirtualDuration.FromSeconds(10),
            Site = site ?? SitePlan.Plain,
        };
        return new(plan, new(plan.Site));
    }

    private static IEnumerable<(int Start, int End)> Bounds(IEnumerable<IntervalSample> samples) =>
        samples.Select(sample => ((int)sample.Start.Seconds, (int)sample.End.Seconds));
}
