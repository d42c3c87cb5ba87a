using System.Numerics;
using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>What is put down to jobs that state their FLOPs, by hand and added up once more as fractions.</summary>
public sealed class AttributedSummaryTests
{
    private const long Hour = 3_600_000_000;
    private const decimal Rounding = 0.0000021m;

    private static readonly Int128 KilowattHour = (Int128)3_600_000_000_000_000 * 1_000_000;

    // In each data center chips have 100 hours.
    private static readonly Int128 ChipTime = (Int128)100 * Hour;

    private static readonly Gen<Job> GenJob = Gen.Select(
        Gen.Bool, Gen.Int[0, 50], Gen.Long[0, 1_000_000_000_000], Gen.Long[-1_000_000_000_000, 1_000_000_000_000],
        (computes, held, energy, amount) => new Job(computes, held, (Int128)energy * 1_000_000_007, (Int128)amount * 1_000_000_007));

    private static readonly Gen<Place> GenPlace = Gen.Select(
        GenJob.Array[0, 4], Gen.Long[0, 1_000_000_000_000], Gen.Bool.Select(Gen.Bool, (a, b) => a || b), Gen.Int[1, 3_000],
        (jobs, rest, known, days) => new Place(jobs, (Int128)rest * 1_000_000_009, known, days));

    /// <summary>
    /// The first data center draws 10 kWh: 3 for a job with FLOPs, 2 for another one that holds chips three times as long. Of the other 5
    /// kWh a quarter is put down to FLOPs. The second one has no job, and of its 8 kWh the same share of the fleet is put down to them.
    /// </summary>
    [Fact]
    public void Summary_JobsWithFlopsAndOthers_SharesTheRestByChipTime()
    {
        var compute = Summarize([
            new([new(true, 10, 3 * KilowattHour, 0), new(false, 30, 2 * KilowattHour, 0)], 5 * KilowattHour, IsKnown: true, 10),
            new([], 8 * KilowattHour, IsKnown: true, 10),
        ]).Compute!;

        Assert.Equal(3 + (5 / 4m) + (8 / 4m), compute.Attributed.FacilityKilowattHours);

        // 1 kg in each chip for 10 days of 24 hours: of 10 hours held, a quarter of 60 not held, and a quarter of 100.
        Assert.Equal(decimal.Round((10 + 15 + 25) / 240m, 6), compute.Attributed.EmbodiedKilograms);

        // 2 USD for each chip-hour that the job held; nobody pays for the rest.
        Assert.Equal(20, compute.Attributed.ChipUsd);
    }

    [Fact]
    public void Summary_DataCenterWithoutFlops_NeedsToKnowNothing()
    {
        Place[] places =
        [
            new([new(true, 10, KilowattHour, 0)], KilowattHour, IsKnown: true, 10),
            new([new(false, 10, KilowattHour, 0)], KilowattHour, IsKnown: false, 10),
        ];

        var known = Summarize(places).Compute!.Attributed;
        var unknown = Summarize([places[0], places[1] with { Jobs = [new(true, 1, 0, 0)] }]).Compute!.Attributed;

        Assert.Equal(2, known.FacilityKilowattHours);
        Assert.NotNull(known.LocationBasedKilograms);
        Assert.NotNull(known.ChipUsd);
        Assert.Equal(
            (null, null, null, null, null),
            (unknown.LocationBasedKilograms, unknown.MarketBasedKilograms, unknown.EmbodiedKilograms, unknown.ElectricityUsd, unknown.ChipUsd));
        Assert.Equal(4, unknown.FacilityKilowattHours + 1);
    }

    [Fact]
    public void Summary_NoJobGotChips_PutsNothingDown()
    {
        var compute = Summarize([new([new(true, 0, 0, 0)], KilowattHour, IsKnown: true, 10)]).Compute!;

        Assert.Equal(new AttributedSummary(0, 0, 0, 0, 0, 0), compute.Attributed);
    }

    [Fact]
    public void Summary_AllJobsStateTheirFlops_PutsEverythingDown() =>
        GenPlace.Array[1, 4].Where(places => places.Any(place => place.Held > 0)).Sample(places =>
        {
            var summary = Summarize([.. places.Select(place => place with { Jobs = [.. place.Jobs.Select(job => job with { Computes = true })] })]);

            var attributed = summary.Compute!.Attributed;
            Assert.Equal(summary.Energy.FacilityKilowattHours, attributed.FacilityKilowattHours);
            if (summary.Carbon.LocationBasedKilograms is not null)
            {
                Assert.Equal(
                    (summary.Carbon.LocationBasedKilograms, summary.Carbon.MarketBasedKilograms, summary.Carbon.EmbodiedKilograms),
                    (attributed.LocationBasedKilograms, attributed.MarketBasedKilograms, attributed.EmbodiedKilograms));
                Assert.Equal((summary.Cost.ElectricityUsd, summary.Cost.JobChipUsd), (attributed.ElectricityUsd, attributed.ChipUsd));
            }
        });

    [Fact]
    public void Summary_AnyJobs_PutsDownTheRestToTheOthers() =>
        GenPlace.Array[1, 4]
            .Where(places => places.Any(place => place.Held > 0)
                && new[] { true, false }.All(computes => places.Any(place => place.Jobs.Any(job => job.Computes == computes))))
            .Sample(places =>
            {
                var summary = Summarize(places);
                var others = Summarize([.. places.Select(place => place with { Jobs = [.. place.Jobs.Select(job => job with { Computes = !job.Computes })] })]);

                var (some, rest) = (summary.Compute!.Attributed, others.Compute!.Attributed);
                AssertClose(summary.Energy.FacilityKilowattHours, some.FacilityKilowattHours, rest.FacilityKilowattHours);
                AssertClose(summary.Carbon.LocationBasedKilograms, some.LocationBasedKilograms, rest.LocationBasedKilograms);
                AssertClose(summary.Carbon.EmbodiedKilograms, some.EmbodiedKilograms, rest.EmbodiedKilograms);
                AssertClose(summary.Cost.ElectricityUsd, some.ElectricityUsd, rest.ElectricityUsd);
                AssertClose(summary.Cost.JobChipUsd, some.ChipUsd, rest.ChipUsd);
            });

    [Fact]
    public void Summary_AnyJobs_IsTheSumOfFractions() =>
        GenPlace.Array[1, 4].Where(places => places.Any(place => place.Jobs.Any(job => job.Computes))).Sample(places =>
        {
            var summary = Summarize(places);

            var energy = new BigInteger(3_600_000_000_000_000) * 1_000_000;
            Assert.Equal(Sum(places, job => job.Energy, place => place.Energy, energy), summary.Compute!.Attributed.FacilityKilowattHours);
            foreach (var (part, place) in summary.DataCenters.Zip(places).Where(each => each.First.Compute is not null))
            {
                Assert.Equal(Sum([place], job => job.Energy, all => all.Energy, energy), part.Compute!.Attributed.FacilityKilowattHours);
                if (place.IsKnown)
                {
                    Assert.Equal(
                        Sum([place], job => job.Amount, all => all.Amount, new BigInteger(3_600_000_000_000_000) * 1_000_000_000),
                        part.Compute!.Attributed.ElectricityUsd);
                }
            }
        });

    private static decimal Sum(Place[] places, Func<Job, Int128> ofJob, Func<Place, Int128> ofPlace, BigInteger unit)
    {
        var (all, computing) = (places.Sum(place => place.Held), places.Sum(place => place.HeldFor(computes: true)));
        var (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        foreach (var place in places)
        {
            foreach (var job in place.Jobs.Where(job => job.Computes && job.Held > 0))
            {
                numerator += ofJob(job) * denominator;
            }

            var (some, of) = place.Held > 0 ? (place.HeldFor(computes: true), place.Held) : (computing, all);
            if (some > 0)
            {
                var rest = (BigInteger)ofPlace(place) - place.Jobs.Aggregate(BigInteger.Zero, (sum, job) => sum + ofJob(job));
                (numerator, denominator) = ((numerator * of) + (rest * some * denominator), denominator * of);
            }
        }

        var scaled = BigInteger.DivRem(numerator * 1_000_000, denominator * unit, out var left);
        var twice = BigInteger.Abs(left) * 2;
        return (decimal)(twice > denominator * unit || (twice == denominator * unit && !scaled.IsEven) ? scaled + left.Sign : scaled) / 1_000_000;
    }

    private static void AssertClose(decimal? whole, decimal? some, decimal? rest)
    {
        if (whole is { } all && some is { } one && rest is { } other)
        {
            Assert.InRange(one + other, all - Rounding, all + Rounding);
        }
    }

    private static RunSummary Summarize(Place[] places)
    {
        var label = SampleRun.Labels.DataCenters[0] with { Overhead = default, Speed = new([new(1, 1_000)]) };
        using var statistics = new RunStatistics(SampleRun.Labels with
        {
            DataCenters = [.. places.Select(place => label with { Site = place.Site })],
        });
        foreach (var (index, place) in places.Index())
        {
            Array.ForEach(place.Jobs, job => statistics.Add(job.Record(index)));
        }

        return statistics.Summarize(
            SampleRun.Outcome with
            {
                Accounts = [.. places.Select((place, index) => new DataCenterAccount(index, ChipTime, 0, 0, 0, 0, default, default, place.Totals, 0))],
                Submitted = [.. places.Select(place => (long)place.Jobs.Length)],
            },
            resultHash: "hash");
    }

    /// <summary>A job that holds one chip for some hours; whoever holds none draws nothing.</summary>
    private sealed record Job(bool Computes, int Held, Int128 Drawn, Int128 Comes)
    {
        public Int128 Energy => Held > 0 ? Drawn : 0;

        public Int128 Amount => Held > 0 ? Comes : 0;

        public JobRecord Record(int dataCenter) => new(
            new(0, 0, 0, "j", dataCenter, 1, VirtualTime.Zero, new(Held * Hour)) { Flops = Computes ? new(1_000_000_000, 0) : null },
            dataCenter,
            JobState.Running,
            VirtualTime.Zero,
            null,
            0,
            new(Held * Hour),
            default,
            default)
        {
            Site = new(Energy, Amount, Amount),
        };
    }

    private sealed record Place(Job[] Jobs, Int128 Rest, bool IsKnown, int Days)
    {
        public long Held => Jobs.Sum(job => (long)job.Held);

        public Int128 Energy => Rest + Jobs.Aggregate(Int128.Zero, (sum, job) => sum + job.Energy);

        public Int128 Amount => Rest + Jobs.Aggregate(Int128.Zero, (sum, job) => sum + job.Amount);

        public SiteTotals Totals => new(Energy, Amount, Amount);

        public SitePlan Site => new(new(0, VirtualDuration.FromHours(1), [1_100_000, 1_200_000], Repeats: true))
        {
            Carbon = IsKnown ? RateSeries.Constant(1) : null,
            Price = IsKnown ? RateSeries.Constant(1) : null,
            CarbonFree = IsKnown ? 250_000 : null,
            Embodied = IsKnown ? 1_000_000_000 : null,
            ChipLifetime = IsKnown ? VirtualDuration.FromHours(24L * Days) : default,
            ChipHour = IsKnown ? 2_000_000 : null,
        };

        public long HeldFor(bool computes) => Jobs.Where(job => job.Computes == computes).Sum(job => (long)job.Held);
    }
}
