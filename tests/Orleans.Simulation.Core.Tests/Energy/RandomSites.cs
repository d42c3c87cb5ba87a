using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Energy;

/// <summary>Sites drawn at random, and their rates taken microsecond by microsecond of each series by itself.</summary>
internal static class RandomSites
{
    private static readonly Gen<(long Since, long Step, bool Repeats)> Shapes = Gen.Select(
        Gen.Long[0, 900_000_000],
        Gen.OneOf(60_000_000L, 300_000_000, 7_000_001, 3_600_000_000),
        Gen.Bool);

    /// <summary>Sites that know everything or only their PUE, by time or not.</summary>
    public static Gen<SitePlan> Any { get; } = Gen.Select(
        Series(1_000_000, 2_000_000),
        Series(0, 900_000_007),
        Series(-50_000_003, 300_000_000),
        Gen.Bool,
        Gen.Bool,
        Gen.OneOf<long?>(null, 910_000, 2_500_000),
        (pue, carbon, price, knowsCarbon, knowsPrice, chipHour) => new SitePlan(pue)
        {
            ChipHour = chipHour,
            Carbon = knowsCarbon ? carbon : null,
            Price = knowsPrice ? price : null,
        });

    /// <summary>Sites of which the PUE changes, if its series does not end before the run.</summary>
    public static Gen<SitePlan> Changing { get; } =
        Gen.Select(Any, Varying(1_000_000, 2_000_000), (site, pue) => site with { Pue = pue });

    /// <summary>The integral of the rates, taken naively.</summary>
    public static SiteTotals Integral(SitePlan site, VirtualTime from, VirtualTime to)
    {
        var total = default(SiteTotals);
        for (var now = from.Microseconds; now < to.Microseconds;)
        {
            var next = Math.Min(
                to.Microseconds, Math.Min(EndOf(site.Pue, now), Math.Min(EndOf(site.Carbon, now), EndOf(site.Price, now))));
            var pue = ValueOf(site.Pue, now);
            var rates = new SiteTotals(pue, Rounded(pue, ValueOf(site.Carbon, now)), Rounded(pue, ValueOf(site.Price, now)));
            total += rates * (next - now);
            now = next;
        }

        return total;
    }

    /// <summary>The PUE at an instant, in parts per million.</summary>
    public static long PueAt(SitePlan site, VirtualTime time) => ValueOf(site.Pue, time.Microseconds);

    /// <summary>Instants before an end at which the PUE may change.</summary>
    public static IEnumerable<VirtualTime> PueChanges(SitePlan site, VirtualTime end)
    {
        for (var now = EndOf(site.Pue, 0); now < end.Microseconds; now = EndOf(site.Pue, now))
        {
            yield return new(now);
        }
    }

    private static Gen<RateSeries> Series(long low, long high) =>
        Gen.OneOf(Gen.Long[low, high].Select(RateSeries.Constant), Varying(low, high));

    private static Gen<RateSeries> Varying(long low, long high) => Gen.Select(
        Shapes,
        Gen.Long[low, high].Array[2, 9],
        (shape, values) => new RateSeries(-shape.Since, new(shape.Step), values, shape.Repeats));

    private static long ValueOf(RateSeries? series, long time)
    {
        if (series is null or { Step.Microseconds: 0 })
        {
            return series?.Values[0] ?? 0;
        }

        var step = (time - series.Start) / series.Step.Microseconds;
        return series.Values[(int)(series.Repeats ? step % series.Values.Count : Math.Min(step, series.Values.Count - 1))];
    }

    private static long EndOf(RateSeries? series, long time) => series is null or { Step.Microseconds: 0 }
        ? long.MaxValue
        : series.Start + ((((time - series.Start) / series.Step.Microseconds) + 1) * series.Step.Microseconds);

    /// <summary>To an integer, half to even, by decimal arithmetic.</summary>
    private static Int128 Rounded(long pue, long rate) =>
        (Int128)Math.Round((decimal)pue * rate / 1_000_000, MidpointRounding.ToEven);
}
