namespace Orleans.Simulation.Core.Brokers;

/// <summary>What the jobs of a source want of the broker.</summary>
public sealed record SourceTerms
{
    /// <summary>Jobs that go anywhere at once.</summary>
    public static SourceTerms Any { get; } = new();

    /// <summary>
    /// Indices of the data centers that they accept, each at most once, by preference: those of an item are equally good.
    /// Default: empty, all are.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Affinity { get; init; } = [];

    /// <summary>Whether the parts of a job are a gang: they start, stop and go on together. Default: false.</summary>
    public bool IsGang { get; init; }

    /// <summary>How far they may be postponed. Default: null, not at all.</summary>
    public JobShift? Shift { get; init; }
}
