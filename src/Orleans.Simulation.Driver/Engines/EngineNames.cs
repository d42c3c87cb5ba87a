namespace Orleans.Simulation.Driver.Engines;

/// <summary>Names of the engines, on the command line and in <c>performance.json</c>.</summary>
public static class EngineNames
{
    /// <summary>Every chip is a grain.</summary>
    public const string Orleans = "orleans";

    /// <summary>One plain loop.</summary>
    public const string Reference = "reference";
}
