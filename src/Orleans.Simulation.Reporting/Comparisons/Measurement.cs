namespace Orleans.Simulation.Reporting.Comparisons;

/// <summary>A figure of a run, or why the run has none.</summary>
/// <param name="Value">The figure; null: there is none.</param>
/// <param name="Why">Why there is none; null: there is one.</param>
public readonly record struct Measurement(decimal? Value, string? Why)
{
    /// <summary>A figure, or the reason that holds where there is none.</summary>
    public static Measurement Of(decimal? value, string why) => value is null ? new(null, why) : new(value, null);
}
