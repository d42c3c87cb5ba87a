namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Where some values of a scenario come from, for those who read it. It changes no result.</summary>
public sealed record ProvenanceSpec
{
    /// <summary>Most entries of a scenario.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>Paths of the values, as for an override; each stands for all values below it. At least one.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Where they come from: marks and texts as in the catalog; not empty.</summary>
    public required string Source { get; init; }

    /// <summary>How far they can be trusted. Default: what the source's mark says.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>How they were derived or why they were assumed. Default: empty.</summary>
    public string Note { get; init; } = string.Empty;
}
