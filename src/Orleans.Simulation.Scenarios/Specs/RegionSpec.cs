namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A region of the catalog: what its grid and sites are like. What nobody published is null.</summary>
public sealed record RegionSpec
{
    /// <summary>Name in the catalog.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is and whose grid it is on.</summary>
    public required string Description { get; init; }

    /// <summary>Facility over IT power.</summary>
    public Sourced<decimal>? Pue { get; init; }

    /// <summary>Carbon intensity in micrograms of CO2-equivalent a kilowatt-hour.</summary>
    public Sourced<decimal>? Carbon { get; init; }

    /// <summary>Share of the energy that an operator covers with carbon-free generation, 0 to 1.</summary>
    public Sourced<decimal>? CarbonFree { get; init; }

    /// <summary>Price of electricity in nano-dollars (USD) a kilowatt-hour.</summary>
    public Sourced<decimal>? Price { get; init; }

    /// <summary>Water for each kilowatt-hour of IT energy in microlitres.</summary>
    public Sourced<decimal>? Water { get; init; }
}
