using System.Numerics;
using CsCheck;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>Carbon, cost and water of jobs, data centers and the fleet, added up once more as fractions.</summary>
public sealed class SiteSummaryTests
{
    private static readonly BigInteger PerKilowattHour = 3_600_000_000_000_000;
    private static readonly BigInteger Billion = 1_000_000_000;

    private static readonly Gen<SiteTotals> GenTotals = Gen.Select(
        Gen.Long[0, long.MaxValue],
        Gen.Long[0, long.MaxValue],
        Gen.Long,
        (facility, carbon, cost) => new SiteTotals(facility, (Int128)carbon * 1_000_000_007, (Int128)cost * 1_000_000_007));

    /// <summary>Sites that know all or nothing besides their PUE, with lifetimes of their own.</summary>
    private static readonly Gen<SitePlan> GenSite = Gen.Select(
        Gen.Bool,
        Gen.Bool,
        Gen.Int[0, 1_000_000],
        Gen.Int[1, 4000],
        Gen.Long[0, 2_000_000_000_000],
        (known, changes, share, days, amount) => new SitePlan(
            changes ? new(0, VirtualDuration.FromHours(1), [1_100_000, 1_200_000], Repeats: true) : RateSeries.Constant(1_100_000))
        {
            Carbon = known ? RateSeries.Constant(amount / 1000) : null,
            Price = known ? RateSeries.Constant(amount / 2000) : null,
            CarbonFree = known ? share : null,
            Water = known ? share : null,
            Embodied = known ? amount : null,
            ChipLifetime = known ? VirtualDuration.FromHours(24 * days) : default,
            ChipHour = known ? share * 5 : null,
        });

    private static readonly Gen<(Int128 Held, Int128 Energy, SiteTotals Site)> GenJob = Gen.Select(
        Gen.Long[0, 1_000_000_000_000],
        Gen.Long[0, long.MaxValue],
        GenTotals,
        (held, energy, site) => ((Int128)held, (Int128)energy, site));

    [Fact]
    public void Summary_AnySites_AddsUpExactly() =>
        Gen.Select(GenSite.Array[2], GenJob.Array[0, 20].Array[2], GenTotals.Array[2]).Sample((sites, jobs, totals) =>
        {
            var summary = Summarize(sites, jobs, totals);
            AssertAgrees(sites, jobs, totals, summary.Carbon, summary.Cost, summary.Energy);
            foreach (var index in new[] { 0, 1 })
            {
                var part = summary.DataCenters[index];
                AssertAgrees([sites[index]], [jobs[index]], [totals[index]], part.Carbon, part.Cost, part.Energy);
            }
        });

    /// <summary>
    /// Nobody can say what the energy of a job comes to where rates change and the job does not say when it was drawn.
    /// </summary>
    [Fact]
    public void Job_WithoutTotalsWhereRatesChange_IsAFault()
    {
        using var statistics = new RunStatistics(SampleRun.Labels);
        Assert.Throws<SimulationFaultException>(() => statistics.Add(SampleRun.Jobs[1] with { Site = null }));
    }

    private static void AssertAgrees(
        SitePlan[] sites,
        (Int128 Held, Int128 Energy, SiteTotals Site)[][] jobs,
        SiteTotals[] totals,
        CarbonSummary carbon,
        CostSummary cost,
        EnergySummary energy)
    {
        var all = Enumerable.Range(0, sites.Length).ToArray();
        var ofJobs = all.Select(TotalsOfJobs).ToArray();
        var kilogram = PerKilowattHour * Billion;
        decimal? Sum(bool isKnown, Func<int, (BigInteger Numerator, BigInteger Denominator)> part) =>
            isKnown ? Rounded(all.Select(part)) : null;
        var known = sites.All(site => site.Carbon is not null);
        Assert.Equal(Sum(known, index => (totals[index].Carbon, kilogram)), carbon.LocationBasedKilograms);
        Assert.Equal(Sum(known, index => (ofJobs[index].Carbon, kilogram)), carbon.JobLocationBasedKilograms);
        Assert.Equal(Sum(known, index => Market(sites[index], totals[index])), carbon.MarketBasedKilograms);
        Assert.Equal(Sum(known, index => Market(sites[index], ofJobs[index])), carbon.JobMarketBasedKilograms);
        Assert.Equal(Sum(known, index => Embodied(sites[index], HourOfAHundredChips)), carbon.EmbodiedKilograms);
        Assert.Equal(Sum(known, index => Embodied(sites[index], Held(index))), carbon.JobEmbodiedKilograms);
        Assert.Equal(Sum(known, index => (totals[index].Cost, kilogram)), cost.ElectricityUsd);
        Assert.Equal(Sum(known, index => (ofJobs[index].Cost, kilogram)), cost.JobElectricityUsd);
        Assert.Equal(
            Sum(known, index => (Held(index) * sites[index].ChipHour!.Value, (BigInteger)3_600_000_000_000_000)), cost.JobChipUsd);
        Assert.Equal(
            Sum(known, index => (ItOf(index) * sites[index].Water!.Value, PerKilowattHour * 1_000_000)), energy.WaterLitres);
        var facility = PerKilowattHour * 1_000_000;
        Assert.Equal(Sum(isKnown: true, index => (totals[index].Facility, facility)), energy.FacilityKilowattHours);
        Assert.Equal(Sum(isKnown: true, index => (ofJobs[index].Facility, facility)), energy.JobFacilityKilowattHours);
        Assert.Equal((decimal)all.Aggregate(BigInteger.Zero, (sum, index) => sum + ItOf(index)) / 1_000_000_000, energy.ItJoules);

        SiteTotals TotalsOfJobs(int index) =>
            jobs[index].Aggregate(default(SiteTotals), (sum, job) => sum + TotalsOf(sites[index], job));

        BigInteger Held(int index) => jobs[index].Aggregate(BigInteger.Zero, (sum, job) => sum + job.Held);

        static BigInteger ItOf(int _) => 7_000_000_000_123;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Market(SitePlan site, SiteTotals totals) =>
        (totals.Carbon * (BigInteger)(1_000_000 - site.CarbonFree!.Value), PerKilowattHour * Billion * 1_000_000);

    private static (BigInteger Numerator, BigInteger Denominator) Embodied(SitePlan site, BigInteger chipTime) =>
        (chipTime * site.Embodied!.Value, Billion * site.ChipLifetime.Microseconds);

    private static SiteTotals TotalsOf(SitePlan site, (Int128 Held, Int128 Energy, SiteTotals Site) job)
    {
        var rates = new SiteRates(site);
        return rates.AreConstant ? rates.Of(new Joules(job.Energy)) : job.Site;
    }

    private static Int128 HourOfAHundredChips => (Int128)360_000_000_000;

    private static decimal Rounded(IEnumerable<(BigInteger Numerator, BigInteger Denominator)> parts)
    {
        var (numerator, denominator) = parts.Aggregate(
            (Numerator: BigInteger.Zero, Denominator: BigInteger.One),
            (sum, part) =>
                ((sum.Numerator * part.Denominator) + (part.Numerator * sum.Denominator), sum.Denominator * part.Denominator));
        var floor = BigInteger.DivRem(numerator * 1_000_000, denominator, out var rest);
        var twice = BigInteger.Abs(rest) * 2;
        if (twice > denominator || (twice == denominator && !floor.IsEven))
        {
            floor += rest.Sign;
        }

        return (decimal)floor / 1_000_000;
    }

    private static RunSummary Summarize(
        SitePlan[] sites, (Int128 Held, Int128 Energy, SiteTotals Site)[][] jobs, SiteTotals[] totals)
    {
        var labels = SampleRun.Labels with
        {
            DataCenters = [.. SampleRun.Labels.DataCenters.Select((label, index) => label with { Site = sites[index], Overhead = default })],
        };
        using var statistics = new RunStatistics(labels);
        foreach (var (index, ofSite) in jobs.Index())
        {
            foreach (var job in ofSite)
            {
                statistics.Add(JobOf(index, new SiteRates(sites[index]).AreConstant, job));
            }
        }

        var half = HourOfAHundredChips / 2;
        DataCenterAccount[] accounts =
        [
            .. totals.Select((site, index) => new DataCenterAccount(
                index, half, half, 0, 0, 0, new(7_000_000_000_123), new(7_000_000_000_123), site, 0)),
        ];
        return statistics.Summarize(
            SampleRun.Outcome with { Accounts = accounts, Submitted = [jobs[0].Length, jobs[1].Length] }, resultHash: "hash");
    }

    private static JobRecord JobOf(int dataCenter, bool isConstant, (Int128 Held, Int128 Energy, SiteTotals Site) job) => new(
        new(0, 0, 0, "j", dataCenter, 1, VirtualTime.Zero, new((long)job.Held)),
        dataCenter,
        JobState.Running,
        VirtualTime.Zero,
        null,
        0,
        new((long)job.Held),
        default,
        new(job.Energy))
    {
        Site = isConstant ? null : job.Site,
    };
}
