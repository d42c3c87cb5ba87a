namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>What a publication can be compared in: the figures that a run measures, under the names that scenarios use.</summary>
/// <remarks>The only list of these names. How each is measured says <c>MeasuredFigure</c> of the results.</remarks>
/// <param name="Name">Its name.</param>
/// <param name="Argument">What may follow the name and a colon, to narrow it down; null: nothing.</param>
public sealed record FigureKind(string Name, FigureArgument? Argument = null)
{
    /// <summary>All figures in alphabetical order.</summary>
    public static IReadOnlyList<FigureKind> All { get; } =
    [
        new("chip-availability"),
        new("completed"),
        new("ettr"),
        new("facility-megawatts"),
        new("facility-watts-per-chip"),
        new("failures", FigureArgument.Cause),
        new("goodput-of-fleet"),
        new("goodput-of-held"),
        new("interruptions"),
        new("interruptions-per-job"),
        new("makespan-hours"),
        new("mean-jct-hours"),
        new("mean-wait-hours"),
        new("mttf-hours", FigureArgument.Chips),
        new("utilization"),
    ];

    /// <summary>Splits the text of a figure, such as <c>failures:optics</c>, into its name and its argument.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The argument is null where there is no colon.</returns>
    public static (string Name, string? Argument) Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }
}

/// <summary>What follows the name of a figure.</summary>
public enum FigureArgument
{
    /// <summary>The name of a cause of failures.</summary>
    Cause,

    /// <summary>Chips of a job.</summary>
    Chips,
}
