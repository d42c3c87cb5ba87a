namespace Orleans.Simulation.Verification.Statistics;

/// <summary>What one replication measures, and by how much chance put into it more or less than it does on average.</summary>
/// <param name="Value">What is measured.</param>
/// <param name="Controls">
/// Sums over the random inputs whose mean is known to be zero whatever the simulator makes of these inputs.
/// </param>
internal sealed record Observation(double Value, IReadOnlyList<double> Controls);
