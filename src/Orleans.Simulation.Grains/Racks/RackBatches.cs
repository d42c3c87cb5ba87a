using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>Batches for some racks of one data center.</summary>
/// <param name="Batches">At most one a rack.</param>
/// <param name="AtOnce">Racks that are called at once, at least one.</param>
public sealed record RackBatches(IReadOnlyList<RackBatch> Batches, int AtOnce);
