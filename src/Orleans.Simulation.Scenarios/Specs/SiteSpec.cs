namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>
/// What a scenario says of the site of a data center, or of all that do not say it themselves. All of it may be left out.
/// </summary>
public sealed record SiteSpec
{
    /// <summary>The highest PUE; published ones lie between 1.05 and 2.</summary>
    public const decimal MaxPue = 10;

    /// <summary>The highest carbon intensity in micrograms a kilowatt-hour: 10 kg; coal has about 1.</summary>
    public const decimal MaxCarbon = 10_000_000_000;

    /// <summary>
    /// The highest price, and the lowest below zero, in nano-dollars a kilowatt-hour: 100 USD; markets cap it near 10.
    /// </summary>
    public const decimal MaxPrice = 100_000_000_000;

    /// <summary>Most water in microlitres a kilowatt-hour: 100 L; published figures lie below 2.</summary>
    public const decimal MaxWater = 100_000_000;

    /// <summary>Facility over IT power, 1 to <see cref="MaxPue"/>. Default: null.</summary>
    public decimal? Pue { get; init; }

    /// <summary>Facility over IT power by weather. Default: null.</summary>
    public WeatherSpec? Weather { get; init; }

    /// <summary>Carbon intensity of the grid in micrograms of CO2-equivalent a kilowatt-hour. Default: null.</summary>
    public decimal? Carbon { get; init; }

    /// <summary>The same by time. Default: null.</summary>
    public SeriesSpec? CarbonSeries { get; init; }

    /// <summary>Price of electricity in nano-dollars (USD) a kilowatt-hour. Default: null.</summary>
    public decimal? Price { get; init; }

    /// <summary>The same by time. Default: null.</summary>
    public SeriesSpec? PriceSeries { get; init; }

    /// <summary>Share of the energy that contracts cover with carbon-free generation, 0 to 1. Default: null.</summary>
    public decimal? CarbonFree { get; init; }

    /// <summary>Water for each kilowatt-hour of IT energy in microlitres. Default: null.</summary>
    public decimal? Water { get; init; }

    /// <summary>Whether it states a PUE.</summary>
    internal bool HasPue => Pue is not null || Weather is not null;

    /// <summary>Whether it states a carbon intensity.</summary>
    internal bool HasCarbon => Carbon is not null || CarbonSeries is not null;

    /// <summary>Whether it states a price.</summary>
    internal bool HasPrice => Price is not null || PriceSeries is not null;
}

/// <summary>A file with a rate by time.</summary>
public record SeriesSpec
{
    /// <summary>The <see cref="Fill"/> when a scenario gives none: enough for the gaps of published series.</summary>
    public const int DefaultFill = 3;

    /// <summary>The largest <see cref="Fill"/>: a week of hours.</summary>
    public const int MaxFill = 168;

    /// <summary>Path of the file, relative to the scenario.</summary>
    public required string File { get; init; }

    /// <summary>Column of the values. Default: null, the one that a known header has.</summary>
    public string? Column { get; init; }

    /// <summary>
    /// Longest gap, in steps of the series, that the value before it fills; 0 to <see cref="MaxFill"/>. Default:
    /// <see cref="DefaultFill"/>.
    /// </summary>
    public int Fill { get; init; } = DefaultFill;

    /// <summary>
    /// Whether the series starts over before its begin and after its end. Default: false, it must cover the run.
    /// </summary>
    public bool Repeat { get; init; }
}

/// <summary>A file with the weather, and what it makes of the PUE.</summary>
/// <remarks>
/// The defaults are guesses [G]: a hall that outside air and cooling towers cool alone up to a wet-bulb temperature of 12 C, with
/// a PUE near the best published ones, and chillers that add 0.032 at 20 C.
/// </remarks>
public sealed record WeatherSpec : SeriesSpec
{
    /// <summary>The default of <see cref="Base"/>.</summary>
    public const decimal DefaultBase = 1.08m;

    /// <summary>The default of <see cref="Above"/>.</summary>
    public const decimal DefaultAbove = 12;

    /// <summary>The default of <see cref="PerDegree"/>.</summary>
    public const decimal DefaultPerDegree = 0.004m;

    /// <summary>PUE as long as it is cool, 1 to <see cref="SiteSpec.MaxPue"/>.</summary>
    public decimal Base { get; init; } = DefaultBase;

    /// <summary>Wet-bulb temperature in degrees Celsius from which on the PUE rises, -20 to 50.</summary>
    public decimal Above { get; init; } = DefaultAbove;

    /// <summary>What each degree above it adds to the PUE, 0 to 1.</summary>
    public decimal PerDegree { get; init; } = DefaultPerDegree;
}
