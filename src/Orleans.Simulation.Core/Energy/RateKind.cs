namespace Orleans.Simulation.Core.Energy;

/// <summary>Which rate of a site.</summary>
public enum RateKind
{
    /// <summary>Power usage effectiveness.</summary>
    Pue,

    /// <summary>Carbon intensity.</summary>
    Carbon,

    /// <summary>Price of electricity.</summary>
    Price,
}
