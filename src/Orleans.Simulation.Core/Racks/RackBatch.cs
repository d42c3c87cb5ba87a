using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>What a data center sends to a rack in one exchange.</summary>
/// <param name="Rack">Index of the rack.</param>
/// <param name="Commands">Commands since the last exchange, in the order in which they take effect.</param>
/// <param name="Horizon">Up to and including this instant the rack is to report what its chips do of their own accord.</param>
public sealed record RackBatch(int Rack, RackCommand[] Commands, VirtualTime Horizon);
