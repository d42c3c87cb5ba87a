using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>All that a broker's book of a data center says at a checkpoint.</summary>
/// <param name="Now">The last instant at which it was looked at.</param>
/// <param name="Frontier">The last start that it knows, or that instant.</param>
/// <param name="Busy">Chips that are taken now.</param>
/// <param name="Free">Chips that are free at the frontier.</param>
/// <param name="Outstanding">Chip-microseconds that are still to be done.</param>
/// <param name="Changes">What is taken and given back between now and the frontier, in order.</param>
/// <param name="Ends">What is given back after it, in order.</param>
public sealed record ChipBookSnapshot(
    VirtualTime Now,
    VirtualTime Frontier,
    long Busy,
    long Free,
    Int128 Outstanding,
    IReadOnlyList<BookedChange> Changes,
    IReadOnlyList<Booking> Ends);
