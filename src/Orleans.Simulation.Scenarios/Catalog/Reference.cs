using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>A published source that figures cite by its tag.</summary>
/// <param name="Tag">The tag, without brackets.</param>
/// <param name="Where">Where to read it.</param>
/// <param name="IsWeak">Whether it is known to be unreliable, or rests on one that is.</param>
/// <param name="Confidence">What a figure is worth that cites it first; see there for figures that say otherwise.</param>
public sealed record Reference(string Tag, string Where, bool IsWeak, Confidence Confidence);
