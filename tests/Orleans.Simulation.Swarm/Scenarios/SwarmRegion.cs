namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>
/// A region of the catalog, with the figures that its sites take from there, in the units of <see cref="SwarmDataCenter"/>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Pue">PUE; what the catalog does not know is the default of all scenarios.</param>
/// <param name="Carbon">Carbon intensity.</param>
/// <param name="Price">Price of electricity; null: the catalog does not know it.</param>
/// <param name="Water">Water; null: the catalog does not know it.</param>
internal sealed record SwarmRegion(string Name, SwarmRate Pue, SwarmRate? Carbon, SwarmRate? Price, long? Water)
{
    /// <summary>One of each kind: all known, no price, no water, no PUE.</summary>
    public static SwarmRegion[] All { get; } =
    [
        Of("ohio", 1_130_000, 323_000_000, 79_000_000, 100_000),
        Of("oregon", 1_120_000, 79_000_000, 75_200_000, 160_000),
        Of("virginia", 1_150_000, 323_000_000, null, 120_000),
        Of("dallas", 1_120_000, 303_000_000, 66_000_000, null),
        Of("oklahoma", 1_130_000, 372_000_000, 62_600_000, null),
    ];

    private static SwarmRegion Of(string name, long pue, long carbon, long? price, long? water) => new(
        name, SwarmRate.Always(pue), SwarmRate.Always(carbon), price is { } known ? SwarmRate.Always(known) : null, water);
}
