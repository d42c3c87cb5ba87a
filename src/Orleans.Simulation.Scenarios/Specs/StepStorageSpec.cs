namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Storage in racks or power supplies that keeps a share of the swings within training steps from the grid.</summary>
public sealed record StepStorageSpec
{
    /// <summary>
    /// Share of each swing that it takes away, in whole millionths above 0, up to 1. That of the power supplies of GB300 cuts peaks by up to 0.3
    /// [NV].
    /// </summary>
    public required decimal Share { get; init; }

    /// <summary>
    /// Of what it takes, the share that it gives back, in whole millionths above 0, up to 1. Default: <see cref="StorageSpec.DefaultEfficiency"/>.
    /// </summary>
    public decimal Efficiency { get; init; } = StorageSpec.DefaultEfficiency;
}
