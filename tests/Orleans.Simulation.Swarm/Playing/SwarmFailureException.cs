namespace Orleans.Simulation.Swarm.Playing;

/// <summary>A run that did not do what it must, whatever was done to it.</summary>
/// <param name="message">What it did instead.</param>
internal sealed class SwarmFailureException(string message) : Exception(message);
