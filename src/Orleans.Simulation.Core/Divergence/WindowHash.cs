using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Divergence;

/// <summary>What a data center has gone through up to an instant, as hashes: equal runs give equal ones.</summary>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="End">End of the window: everything before this instant is in the hashes.</param>
/// <param name="Hash">Rolling hash of the data center: its arrivals and all its racks.</param>
/// <param name="Racks">Rolling hashes of the racks in which something happened in the window, by rack.</param>
public sealed record WindowHash(int DataCenter, VirtualTime End, ulong Hash, IReadOnlyList<RackHash> Racks);

/// <summary>The rolling hash of a rack: every command to its chips and every failure of theirs.</summary>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Hash">The hash.</param>
public readonly record struct RackHash(int Rack, ulong Hash);
