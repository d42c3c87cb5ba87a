using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Divergence;

/// <summary>Rolling hashes of a data center at a checkpoint.</summary>
/// <param name="WindowEnd">End of the window that is open.</param>
/// <param name="Own">Rolling hash of the data center.</param>
/// <param name="Racks">Rolling hash of each rack.</param>
/// <param name="Changed">Racks in which something has happened in the open window, in order.</param>
public sealed record HashesSnapshot(VirtualTime WindowEnd, ulong Own, IReadOnlyList<ulong> Racks, IReadOnlyList<int> Changed);
