namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>A figure of a publication beside what the run measured.</summary>
/// <param name="Figure">Which figure, see <see cref="MeasuredFigure"/>.</param>
/// <param name="Value">What is published.</param>
/// <param name="Low">Low end of the published band; null: none.</param>
/// <param name="High">High end of the published band; null: none.</param>
/// <param name="Measured">What the run measured; null: it has nothing to measure it by, or not yet.</param>
/// <param name="Source">Where it is published.</param>
public sealed record PublishedFigure(
    string Figure, decimal Value, decimal? Low, decimal? High, decimal? Measured, string Source)
{
    /// <summary>The same with what a run measured.</summary>
    /// <param name="summary">Summary of the run.</param>
    public PublishedFigure MeasuredBy(RunSummary summary) => this with { Measured = MeasuredFigure.Of(summary, Figure) };
}
