using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>
/// What the site of a data center makes of its IT energy, and what its chips stand for besides: rates that no event depends on.
/// </summary>
/// <param name="Pue">Facility power over IT power (power usage effectiveness), in parts per million; at least a million.</param>
public sealed record SitePlan(RateSeries Pue)
{
    /// <summary>A PUE of 1.</summary>
    public const int PueUnit = 1_000_000;

    /// <summary>A million parts per million.</summary>
    public const int ShareUnit = 1_000_000;

    /// <summary>A site without overhead that says nothing about carbon, price and water.</summary>
    public static SitePlan Plain { get; } = WithPue(PueUnit);

    /// <summary>
    /// Carbon intensity of the grid, location-based, in micrograms a kilowatt-hour; at least zero. Default: null, not known.
    /// </summary>
    public RateSeries? Carbon { get; init; }

    /// <summary>
    /// Price of electricity in nano-dollars (USD) a kilowatt-hour, may be below zero. Default: null, not known.
    /// </summary>
    public RateSeries? Price { get; init; }

    /// <summary>
    /// Share of the energy that contracts cover with carbon-free generation, in parts per million: market-based emissions are the
    /// rest of the location-based ones. Default: null, not known.
    /// </summary>
    public int? CarbonFree { get; init; }

    /// <summary>
    /// Water that the site uses for each kilowatt-hour of IT energy (water usage effectiveness), in microlitres. Default: null,
    /// not known.
    /// </summary>
    public long? Water { get; init; }

    /// <summary>Embodied carbon of a chip in micrograms. Default: null, not known.</summary>
    public long? Embodied { get; init; }

    /// <summary>Time over which it is amortised; greater than zero where there is any. Default: zero.</summary>
    public VirtualDuration ChipLifetime { get; init; }

    /// <summary>Price of a chip-hour in micro-dollars (USD). Default: null, not known.</summary>
    public long? ChipHour { get; init; }

    /// <summary>A site with a constant PUE that says nothing else.</summary>
    /// <param name="partsPerMillion">The PUE times a million.</param>
    public static SitePlan WithPue(int partsPerMillion) => new(RateSeries.Constant(partsPerMillion));
}
