using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Batches that a data center has for its racks.</summary>
/// <param name="Batches">At most one a rack.</param>
/// <param name="MustWait">
/// Whether the data center cannot go on before the racks have answered. Otherwise the answers say nothing new, and the
/// racks may work while the data center goes on; the next exchange still comes after them.
/// </param>
public sealed record RackExchange(IReadOnlyList<RackBatch> Batches, bool MustWait)
{
    /// <summary>Nothing to send: a chance to take the answers that have come in meanwhile.</summary>
    public static RackExchange Pause { get; } = new([], MustWait: false);
}
