namespace Orleans.Simulation.Core.Energy;

/// <summary>What keeps the power that a facility draws from its grid within the ramp limit where its load is not.</summary>
public sealed record RampSmoothing
{
    /// <summary>The <see cref="StorageEfficiency"/> of a storage that loses nothing.</summary>
    public const int EfficiencyUnit = 1_000_000;

    /// <summary>Whether power is burned for nothing rather than that it falls too fast. Default: false.</summary>
    public bool Filler { get; init; }

    /// <summary>Most that a storage takes or gives. Default: zero, there is none.</summary>
    public Watts StoragePower { get; init; }

    /// <summary>Energy that it can give when it is full. Default: zero.</summary>
    public Joules StorageCapacity { get; init; }

    /// <summary>
    /// Of what it takes, how much it can give back, in parts per million; 1 to <see cref="EfficiencyUnit"/>. Default: all of it.
    /// </summary>
    public int StorageEfficiency { get; init; } = EfficiencyUnit;
}
