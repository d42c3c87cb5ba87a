using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A storage that smooths the ramps of a data center.</summary>
public sealed record StorageSpec
{
    /// <summary>
    /// The <see cref="Efficiency"/> when a scenario gives none: conversions of batteries are at 0.94 to 0.97 [G], once each way.
    /// </summary>
    public const decimal DefaultEfficiency = 0.9m;

    /// <summary>The largest <see cref="Capacity"/>: 100 GWh.</summary>
    public static readonly Joules MaxCapacity = new(360_000_000 * (Int128)1_000_000_000_000_000);

    /// <summary>Most that it takes or gives, up to <see cref="PowerSpec.MaxPower"/>.</summary>
    public required Watts Power { get; init; }

    /// <summary>Energy that it gives when it is full, up to <see cref="MaxCapacity"/>; it is half full at the start.</summary>
    public required Joules Capacity { get; init; }

    /// <summary>
    /// Of what it takes, the share that it gives back, in whole millionths above 0, up to 1. Default: <see cref="DefaultEfficiency"/>.
    /// </summary>
    public decimal Efficiency { get; init; } = DefaultEfficiency;
}
