namespace Orleans.Simulation.Core.Metrics;

/// <summary>How ramps are smoothed, at a checkpoint. Energies of the facility in femtojoules.</summary>
/// <param name="Account">What it did so far.</param>
/// <param name="DrawnBefore">What the grid gave in the interval before; null: there is none.</param>
/// <param name="Stored">What the storage could give.</param>
public sealed record SmoothingSnapshot(SmoothingAccount Account, Int128? DrawnBefore, Int128 Stored);
