namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>How the chips of a scale-up domain are joined.</summary>
public enum ScaleUpTopology
{
    /// <summary>Each to four neighbours.</summary>
    Torus2D,

    /// <summary>Each to six neighbours.</summary>
    Torus3D,

    /// <summary>Three-dimensional cubes that optical circuit switches join.</summary>
    Torus3DOcs,

    /// <summary>Through switches, each to all at full rate.</summary>
    AllToAll,

    /// <summary>Each to all by links of its own.</summary>
    Mesh,

    /// <summary>Each to two neighbours.</summary>
    Ring,
}
