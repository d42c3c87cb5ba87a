namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A figure that a publication reports, to stand beside what a run measured. It changes no result.</summary>
public sealed record PublishedSpec
{
    /// <summary>Most figures of a scenario.</summary>
    public const int MaxFigures = 100;

    /// <summary>The largest value.</summary>
    public const decimal MaxValue = 1_000_000_000_000;

    /// <summary>Which figure: one of <see cref="FigureKind.All"/>, with its argument.</summary>
    public required string Figure { get; init; }

    /// <summary>What is reported, 0 to <see cref="MaxValue"/>; times in hours, shares from 0 to 1.</summary>
    public required decimal Value { get; init; }

    /// <summary>Low end of the band that is reported, at most the value. Default: null, none.</summary>
    public decimal? Low { get; init; }

    /// <summary>High end of the band, at least the value. Default: null, none.</summary>
    public decimal? High { get; init; }

    /// <summary>Where it is reported; not empty.</summary>
    public required string Source { get; init; }

    /// <summary>What one should know of it. Default: empty.</summary>
    public string Note { get; init; } = string.Empty;
}
