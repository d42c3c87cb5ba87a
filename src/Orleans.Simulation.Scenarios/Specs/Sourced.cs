namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A figure with its uncertainty and where it comes from.</summary>
/// <typeparam name="T">Type of the figure.</typeparam>
/// <param name="Value">The figure that is used.</param>
/// <param name="Low">Lowest plausible figure, at most the value; null: none stated.</param>
/// <param name="High">Highest plausible figure, at least the value; null: none stated.</param>
/// <param name="Source">
/// Where it comes from: a mark such as <c>[SA2]</c>, which <see cref="Catalog.References"/> resolves, one of <c>[D]</c>,
/// <c>[R+]</c>, <c>[R~]</c>, <c>[G]</c>, or any text. Empty: the scenario states it.
/// </param>
/// <param name="Note">How it was derived or why it was assumed; may be empty.</param>
public sealed record Sourced<T>(T Value, T? Low, T? High, string Source, string Note)
    where T : struct
{
    /// <summary>How far it can be trusted. Default: stated, without a source.</summary>
    public Confidence Confidence { get; init; } = Confidence.Stated;

    /// <summary>The figure as it was written, with its unit. Default: the value as text.</summary>
    public FigureText Text { get; init; } = new(Value.ToString() ?? string.Empty, string.Empty, Low: null, High: null);
}

/// <summary>Makes figures.</summary>
public static class Sourced
{
    /// <summary>A figure that a scenario states without a source.</summary>
    /// <typeparam name="T">Type of the figure.</typeparam>
    /// <param name="value">The figure.</param>
    public static Sourced<T> Stated<T>(T value)
        where T : struct =>
        new(value, Low: null, High: null, string.Empty, string.Empty);
}

/// <summary>A figure as it was written: numbers of one unit.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Unit of all three; empty: none, as for a word.</param>
/// <param name="Low">Its low bound; null: none.</param>
/// <param name="High">Its high bound; null: none.</param>
public sealed record FigureText(string Value, string Unit, string? Low, string? High)
{
    /// <summary>No figure at all: what stands in for one that is wrong.</summary>
    public static FigureText None { get; } = new(string.Empty, string.Empty, Low: null, High: null);

    /// <summary>Its bounds, such as <c>50 to 85</c>; empty: none.</summary>
    public string Bounds => (Low, High) switch
    {
        (null, null) => string.Empty,
        ({ } low, null) => $"from {low}",
        (null, { } high) => $"to {high}",
        ({ } low, { } high) => $"{low} to {high}",
    };

    /// <summary>The figure with its unit.</summary>
    public override string ToString() => Unit.Length == 0 ? Value : $"{Value} {Unit}";
}
