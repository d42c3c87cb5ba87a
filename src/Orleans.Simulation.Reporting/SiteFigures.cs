using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Reporting;

/// <summary>
/// What energy, carbon, water and money come to at the site of one data center. Null is what the site does not know.
/// </summary>
internal sealed class SiteFigures(SitePlan site)
{
    private const double NanojoulesPerKilowattHour = 3.6e15;
    private const double MicrosecondsPerHour = 3.6e9;
    private const double Million = 1e6;

    // Grams and dollars are derived from units of 10^-9 g and USD times nanojoules a kilowatt-hour.
    private const double UnitsPerGram = NanojoulesPerKilowattHour * 1e6;
    private const double UnitsPerDollar = NanojoulesPerKilowattHour * 1e9;

    private readonly SiteRates _rates = new(site);

    /// <summary>What the energy of a job comes to.</summary>
    public SiteTotals TotalsOf(JobRecord job) => job.Site ?? _rates.Of(job.Energy);

    /// <summary>Joules of the facility.</summary>
    public static double FacilityJoules(SiteTotals totals) => (double)totals.Facility / 1e15;

    /// <summary>Grams of CO2-equivalent, location-based.</summary>
    public double? Carbon(SiteTotals totals) => site.Carbon is null ? null : (double)totals.Carbon / UnitsPerGram;

    /// <summary>Grams of CO2-equivalent, market-based.</summary>
    public double? MarketCarbon(SiteTotals totals) =>
        Carbon(totals) * (SitePlan.ShareUnit - site.CarbonFree) / (double)SitePlan.ShareUnit;

    /// <summary>Electricity in US dollars.</summary>
    public double? Electricity(SiteTotals totals) => site.Price is null ? null : (double)totals.Cost / UnitsPerDollar;

    /// <summary>Grams of CO2-equivalent embodied in chips, for the time for which they are held.</summary>
    /// <param name="chipTime">Chip-microseconds.</param>
    public double? Embodied(Int128 chipTime) =>
        (double)chipTime * site.Embodied / Million / site.ChipLifetime.Microseconds;

    /// <summary>What chips cost for the time for which they are held, in US dollars.</summary>
    /// <param name="chipTime">Chip-microseconds.</param>
    public double? Chips(Int128 chipTime) => (double)chipTime / MicrosecondsPerHour * site.ChipHour / Million;

    /// <summary>Litres of water.</summary>
    /// <param name="it">The IT energy.</param>
    public double? Water(Joules it) => (double)it.Nanojoules / NanojoulesPerKilowattHour * site.Water / Million;
}
