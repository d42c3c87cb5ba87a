namespace Orleans.Simulation.Core.Brokers;

/// <summary>All that a broker knows at a checkpoint.</summary>
/// <param name="Asked">Chips asked for so far in each data center.</param>
/// <param name="Sent">Chip-microseconds given so far to each data center; zero where no policy asks for them.</param>
/// <param name="Books">The book of each data center; empty where the policy needs none.</param>
/// <param name="Postponed">Jobs that are postponed still, by release and number.</param>
public sealed record BrokerSnapshot(
    IReadOnlyList<long> Asked,
    IReadOnlyList<Int128> Sent,
    IReadOnlyList<ChipBookSnapshot> Books,
    IReadOnlyList<PostponedJob> Postponed);
