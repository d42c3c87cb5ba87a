namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Whose cost of ownership of a chip-hour it is.</summary>
public enum OwnerKind
{
    /// <summary>Owners of fleets of data centers.</summary>
    Hyperscaler,

    /// <summary>Clouds that only rent accelerators out.</summary>
    Neocloud,
}
