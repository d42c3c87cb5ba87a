using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Energy;

public sealed class SiteRatesTests
{
    /// <summary>However few steps are kept.</summary>
    [Fact]
    public void IntegralTo_AnySiteInAnyOrder_IsThatOfTheSeries() =>
        Gen.Select(RandomSites.Any, Gen.Long[0, 20_000_000_000].Array[1, 10], Gen.OneOf(1, 2, 4, SiteRates.MostKept)).Sample((site, times, most) =>
        {
            var rates = new SiteRates(site, most);
            foreach (var time in times)
            {
                Assert.Equal(RandomSites.Integral(site, VirtualTime.Zero, new(time)), rates.IntegralTo(new(time)));
            }
        });

    [Fact]
    public void Of_PowerCutAnywhere_AddsUp() =>
        Gen.Select(RandomSites.Any, Gen.Long[0, 20_000_000_000].Array[3], Gen.Long[0, 1_000_000]).Sample((site, times, power) =>
        {
            Array.Sort(times);
            var rates = new SiteRates(site);
            VirtualTime from = new(times[0]), cut = new(times[1]), to = new(times[2]);
            Assert.Equal(rates.Of(new(power), from, to), rates.Of(new(power), from, cut) + rates.Of(new(power), cut, to));
        });

    [Fact]
    public void StepAt_SeriesOfDifferentSteps_ChangesWithEachOfThem()
    {
        var rates = new SiteRates(new(Series(-20, 60, 1_000_000, 1_100_000))
        {
            Price = Series(0, 30, 10, -20, 30),
        });

        var steps = new List<(long Start, SiteTotals Rates)>();
        for (var step = rates.StepAt(VirtualTime.Zero); ; step = rates.StepAt(step.End))
        {
            steps.Add((step.Start.Microseconds, step.Rates));
            if (step.End.IsNever)
            {
                break;
            }
        }

        Assert.Equal(
            [
                (0, new SiteTotals(1_000_000, 0, 10)), (30, new(1_000_000, 0, -20)), (40, new(1_100_000, 0, -22)),
                (60, new(1_100_000, 0, 33)),
            ],
            steps);
    }

    [Theory]
    [InlineData(1_500_000, 1, 2)]
    [InlineData(1_500_000, 3, 4)]
    [InlineData(1_500_000, -1, -2)]
    [InlineData(1_500_000, -3, -4)]
    [InlineData(1_499_999, 1, 1)]
    [InlineData(1_500_001, -1, -2)]
    [InlineData(1_130_000, 413_000_000, 466_690_000)]
    public void Rates_OfFacilityEnergy_AreRoundedHalfToEven(long pue, long price, long expected) =>
        Assert.Equal(expected, Rates(pue, price).StepAt(VirtualTime.Zero).Rates.Cost);

    [Fact]
    public void Of_EnergyAtConstantRates_IsTheirProduct() =>
        Assert.Equal(new SiteTotals(3_000_000, 0, 30), Rates(1_500_000, 10).Of(new Joules(2)));

    [Fact]
    public void Of_EnergyAtChangingRates_IsAFault()
    {
        var rates = new SiteRates(new(Series(0, 1, 1_000_000, 1_100_000)));
        Assert.Throws<SimulationFaultException>(() => rates.Of(new Joules(1)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    public void Rates_SeriesThatHasNothingForTheStart_IsAFault(long start, int values)
    {
        var series = new RateSeries(start, new(60), [.. Enumerable.Repeat(1L, values)], Repeats: true);
        Assert.Throws<SimulationFaultException>(() => new SiteRates(SitePlan.Plain with { Carbon = series }));
    }

    [Fact]
    public void Totals_OfAGigawattForACentury_FitIn128Bits()
    {
        var site = new SitePlan(RateSeries.Constant(1_130_000)) { Carbon = RateSeries.Constant(10_000_000_000) };
        var century = VirtualTime.FromSeconds(3_155_760_000);
        var totals = new SiteRates(site).Of(Watts.FromWatts(1_000_000_000), VirtualTime.Zero, century);
        Assert.Equal(9_905_580_000_000L, totals.Carbon / SiteTotals.UnitsPerKilogram);
    }

    private static SiteRates Rates(long pue, long price) =>
        new(new(RateSeries.Constant(pue)) { Price = RateSeries.Constant(price) });

    private static RateSeries Series(long start, long step, params long[] values) =>
        new(start, new(step), values, Repeats: false);
}
