using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>What racks answer to their batches, in the order of those.</summary>
/// <param name="Replies">A reply for each batch.</param>
public sealed record RackReplies(IReadOnlyList<RackReply> Replies);
