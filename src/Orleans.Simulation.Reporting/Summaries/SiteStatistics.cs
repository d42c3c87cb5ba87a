using System.Numerics;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals of what the energy and chips of one data center come to. Not thread-safe.</summary>
internal sealed class SiteStatistics(SitePlan site)
{
    private const long MicrosecondsPerHour = 3_600_000_000;
    private const long Million = 1_000_000;
    private const long Billion = 1_000_000_000;

    private readonly SiteFigures _figures = new(site);
    private SiteTotals _jobs;
    private Int128 _held;

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        _jobs += _figures.TotalsOf(job);
        _held += job.ChipTime.Held;
    }

    /// <summary>Facility energy of the jobs' chips in kilowatt-hours.</summary>
    public static decimal JobFacility(IReadOnlyList<SiteStatistics> parts) => Facility(parts.Select(part => part._jobs));

    /// <summary>Facility energy in kilowatt-hours.</summary>
    public static decimal Facility(IEnumerable<SiteTotals> totals) => Decimals.KilowattHours(
        totals.Aggregate(BigInteger.Zero, (sum, each) => sum + each.Facility), SiteTotals.FemtojoulesPerNanojoule);

    /// <summary>Water in litres; null: a site does not know.</summary>
    public static decimal? Water(IReadOnlyList<SiteStatistics> parts, IReadOnlyList<DataCenterAccount> accounts) => Sum(
        parts,
        accounts,
        (part, account) => Times(part.Site.Water, account.ItEnergy.Nanojoules),
        (BigInteger)Decimals.NanojoulesPerKilowattHour * Million);

    /// <summary>Summarises the emissions of one or more data centers.</summary>
    public static CarbonSummary Carbon(IReadOnlyList<SiteStatistics> parts, IReadOnlyList<DataCenterAccount> accounts)
    {
        BigInteger kilogram = SiteTotals.UnitsPerKilogram;
        var lifetimes = parts.Aggregate(BigInteger.One, (product, part) => product * part.Lifetime);
        return new(
            Sum(parts, accounts, (part, account) => part.Location(account.Site), kilogram),
            Sum(parts, accounts, (part, account) => part.Market(account.Site), kilogram * SitePlan.ShareUnit),
            Sum(parts, accounts, (part, account) => part.Embodied(ChipTime(account), lifetimes), lifetimes * Billion),
            Sum(parts, accounts, (part, _) => part.Location(part._jobs), kilogram),
            Sum(parts, accounts, (part, _) => part.Market(part._jobs), kilogram * SitePlan.ShareUnit),
            Sum(parts, accounts, (part, _) => part.Embodied(part._held, lifetimes), lifetimes * Billion));
    }

    /// <summary>Summarises what one or more data centers cost.</summary>
    public static CostSummary Cost(IReadOnlyList<SiteStatistics> parts, IReadOnlyList<DataCenterAccount> accounts) => new(
        Sum(parts, accounts, (part, account) => part.Electricity(account.Site), SiteTotals.UnitsPerDollar),
        Sum(parts, accounts, (part, _) => part.Electricity(part._jobs), SiteTotals.UnitsPerDollar),
        Sum(parts, accounts, (part, _) => Times(part.Site.ChipHour, part._held), (BigInteger)MicrosecondsPerHour * Million));

    private SitePlan Site => site;

    private long Lifetime => Math.Max(1, site.ChipLifetime.Microseconds);

    private static Int128 ChipTime(DataCenterAccount account) => account.Idle + account.Busy + account.Failed;

    private static BigInteger? Times(long? value, BigInteger amount) => value is { } known ? known * amount : null;

    private BigInteger? Location(SiteTotals totals) => site.Carbon is null ? null : totals.Carbon;

    private BigInteger? Market(SiteTotals totals) =>
        site.CarbonFree is { } share ? Location(totals) * (SitePlan.ShareUnit - share) : null;

    private BigInteger? Electricity(SiteTotals totals) => site.Price is null ? null : totals.Cost;

    private BigInteger? Embodied(Int128 chipTime, BigInteger lifetimes) =>
        Times(site.Embodied, chipTime) * (lifetimes / Lifetime);

    private static decimal? Sum(
        IReadOnlyList<SiteStatistics> parts,
        IReadOnlyList<DataCenterAccount> accounts,
        Func<SiteStatistics, DataCenterAccount, BigInteger?> amount,
        BigInteger unit)
    {
        BigInteger? sum = BigInteger.Zero;
        for (var index = 0; index < parts.Count; index++)
        {
            sum += amount(parts[index], accounts[index]);
        }

        return sum is { } known ? Decimals.Amount(known, unit) : null;
    }
}
