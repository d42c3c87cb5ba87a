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
    private JobTotals _jobs;

    // Of the jobs that state their FLOPs.
    private JobTotals _computing;

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        var totals = new JobTotals(_figures.TotalsOf(job), job.ChipTime.Held);
        _jobs += totals;
        if (job.Arrival.Flops is not null)
        {
            _computing += totals;
        }
    }

    /// <summary>Facility energy of the jobs' chips in kilowatt-hours.</summary>
    public static decimal JobFacility(IReadOnlyList<SiteStatistics> parts) => Facility(parts.Select(part => part._jobs.Site));

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
        var lifetimes = Lifetimes(parts);
        return new(
            Sum(parts, accounts, (part, account) => part.Location(account.Site), kilogram),
            Sum(parts, accounts, (part, account) => part.Market(account.Site), kilogram * SitePlan.ShareUnit),
            Sum(parts, accounts, (part, account) => part.Embodied(ChipTime(account), lifetimes), lifetimes * Billion),
            Sum(parts, accounts, (part, _) => part.Location(part._jobs.Site), kilogram),
            Sum(parts, accounts, (part, _) => part.Market(part._jobs.Site), kilogram * SitePlan.ShareUnit),
            Sum(parts, accounts, (part, _) => part.Embodied(part._jobs.Held, lifetimes), lifetimes * Billion));
    }

    /// <summary>Summarises what one or more data centers cost.</summary>
    public static CostSummary Cost(IReadOnlyList<SiteStatistics> parts, IReadOnlyList<DataCenterAccount> accounts) => new(
        Sum(parts, accounts, (part, account) => part.Electricity(account.Site), SiteTotals.UnitsPerDollar),
        Sum(parts, accounts, (part, _) => part.Electricity(part._jobs.Site), SiteTotals.UnitsPerDollar),
        Sum(parts, accounts, (part, _) => Times(part.Site.ChipHour, part._jobs.Held), (BigInteger)MicrosecondsPerHour * Million));

    /// <summary>Summarises what of one or more data centers is put down to the jobs that state their FLOPs.</summary>
    public static AttributedSummary Attributed(IReadOnlyList<SiteStatistics> parts, IReadOnlyList<DataCenterAccount> accounts)
    {
        var lifetimes = Lifetimes(parts);
        var facility = Share((_, totals) => totals.Site.Facility, (BigInteger)Decimals.NanojoulesPerKilowattHour * SiteTotals.FemtojoulesPerNanojoule);
        return new(
            facility!.Value,
            Share((part, totals) => part.Location(totals.Site), SiteTotals.UnitsPerKilogram),
            Share((part, totals) => part.Market(totals.Site), (BigInteger)SiteTotals.UnitsPerKilogram * SitePlan.ShareUnit),
            Share((part, totals) => part.Embodied(totals.Held, lifetimes), lifetimes * Billion),
            Share((part, totals) => part.Electricity(totals.Site), SiteTotals.UnitsPerDollar),
            Sum(
                parts,
                accounts,
                (part, _) => part._computing.Held == 0 ? BigInteger.Zero : Times(part.Site.ChipHour, part._computing.Held),
                (BigInteger)MicrosecondsPerHour * Million));

        decimal? Share(Func<SiteStatistics, JobTotals, BigInteger?> amount, BigInteger unit) => Shared(parts, accounts, amount, unit);
    }

    /// <summary>
    /// What the chips of these jobs came to, and their share of what the data centers came to besides the chips of all jobs: an exact
    /// fraction, rounded once.
    /// </summary>
    /// <param name="parts">Totals of the data centers.</param>
    /// <param name="accounts">Their accounts.</param>
    /// <param name="amount">What energy and chip-time come to in a data center; null: it does not know.</param>
    /// <param name="unit">How many of it make one of the result.</param>
    private static decimal? Shared(
        IReadOnlyList<SiteStatistics> parts,
        IReadOnlyList<DataCenterAccount> accounts,
        Func<SiteStatistics, JobTotals, BigInteger?> amount,
        BigInteger unit)
    {
        var fleet = (Some: JobStatistics.SumOf(parts, part => part._computing.Held), All: JobStatistics.SumOf(parts, part => part._jobs.Held));
        var (sum, denominator) = (BigInteger.Zero, BigInteger.One);
        foreach (var (part, account) in parts.Zip(accounts))
        {
            var (some, all) = part._jobs.Held > 0 ? (part._computing.Held, part._jobs.Held) : fleet;
            if (some == 0)
            {
                continue;
            }

            var rest = amount(part, new(account.Site, ChipTime(account))) - amount(part, part._jobs);
            if ((amount(part, part._computing) * all) + (rest * some) is not { } own)
            {
                return null;
            }

            sum = (sum * all) + (own * denominator);
            denominator *= all;
        }

        return Decimals.Amount(sum, denominator * unit);
    }

    private SitePlan Site => site;

    private long Lifetime => Math.Max(1, site.ChipLifetime.Microseconds);

    private static BigInteger Lifetimes(IReadOnlyList<SiteStatistics> parts) =>
        parts.Aggregate(BigInteger.One, (product, part) => product * part.Lifetime);

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

    /// <summary>What jobs came to, or a data center as a whole.</summary>
    /// <param name="Site">Energy and what it comes to.</param>
    /// <param name="Held">Chip-microseconds.</param>
    private readonly record struct JobTotals(SiteTotals Site, Int128 Held)
    {
        /// <summary>The sum.</summary>
        public static JobTotals operator +(JobTotals left, JobTotals right) => new(left.Site + right.Site, left.Held + right.Held);
    }
}
