namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A figure with its uncertainty and where it comes from.</summary>
/// <typeparam name="T">Type of the figure.</typeparam>
/// <param name="Value">The figure that is used.</param>
/// <param name="Low">Lowest plausible figure; null: none stated.</param>
/// <param name="High">Highest plausible figure; null: none stated.</param>
/// <param name="Source">
/// Mark of its source, such as <c>[SA2]</c>; <c>[D]</c> derived, <c>[R+]</c>/<c>[R~]</c> general knowledge, <c>[G]</c> a
/// guess. Empty: the scenario states it.
/// </param>
/// <param name="Note">How it was derived or why it was assumed; may be empty.</param>
public sealed record Sourced<T>(T Value, T? Low, T? High, string Source, string Note)
    where T : struct;

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
