namespace Orleans.Simulation.Core.Metrics;

/// <summary>Swings and dynamic range of a data center, at a checkpoint; which jobs step follows from the jobs.</summary>
/// <param name="Account">What swings have come to; null: no job steps.</param>
/// <param name="Range">The dynamic range; null: it has no limit.</param>
public sealed record SwingSnapshot(SwingAccount? Account, RangeSnapshot? Range);
