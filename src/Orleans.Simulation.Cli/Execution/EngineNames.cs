namespace Orleans.Simulation.Cli.Execution;

/// <summary>Engines that the command line offers.</summary>
internal static class EngineNames
{
    /// <summary>Every chip is a grain.</summary>
    public const string Orleans = "orleans";

    /// <summary>One plain loop.</summary>
    public const string Reference = "reference";
}
