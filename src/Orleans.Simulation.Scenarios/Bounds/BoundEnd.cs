namespace Orleans.Simulation.Scenarios.Bounds;

/// <summary>An end of what is known.</summary>
public enum BoundEnd
{
    /// <summary>Every uncertain figure is where the fleet takes least: energy, carbon, money and time for its work.</summary>
    Low,

    /// <summary>Every uncertain figure is where the fleet takes most.</summary>
    High,
}
