namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A cause of failures with its relative frequency.</summary>
/// <param name="Name">What it is called in results.</param>
/// <param name="Weight">Relative frequency, 1 to <see cref="GeneratorSpec.MaxWeight"/>.</param>
/// <param name="Source">Where the weight comes from; empty: the scenario states it.</param>
public sealed record CauseSpec(string Name, long Weight, string Source = "");
