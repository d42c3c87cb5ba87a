namespace Orleans.Simulation.Core.Failures;

/// <summary>One cause of chip failures and its share of them.</summary>
/// <param name="Name">What fails, as in the <c>failures</c> table.</param>
/// <param name="Weight">Relative frequency, greater than zero; the weights of a chip type need not sum to anything.</param>
public sealed record FailureCause(string Name, long Weight);
