using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>A figure of a chip or rack type, ready to be shown.</summary>
/// <param name="Key">Its key in YAML below the type, such as <c>peak.bf16</c>.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="Text">The figure with unit and bounds; null: no published one was found.</param>
/// <param name="Measure">The figure in the smallest unit of its kind, to compare it; null: none, or no number.</param>
/// <param name="Confidence">How far it can be trusted; null: no figure.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Note">How it was derived or why it was assumed.</param>
/// <param name="DeterminesResults">Whether results of a run rest on it.</param>
public sealed record HardwareFigure(
    string Key,
    string Meaning,
    FigureText? Text,
    decimal? Measure,
    Confidence? Confidence,
    string Source,
    string Note,
    bool DeterminesResults)
{
    /// <summary>What is said in place of a figure where none was found.</summary>
    public const string NotPublished = "not published";

    /// <summary>Tags of weak sources that it rests on.</summary>
    public IReadOnlyList<string> WeakSources { get; } = References.WeakIn(Source, Note);

    /// <summary>Makes one from a figure.</summary>
    internal static HardwareFigure Of<T>(string key, string meaning, Sourced<T>? figure, bool determinesResults = false)
        where T : struct => figure is null
            ? new(key, meaning, Text: null, Measure: null, Confidence: null, string.Empty, string.Empty, determinesResults)
            : new(
                key,
                meaning,
                figure.Text,
                figure.Value is Enum ? null : FigureMeasure.Of(figure.Value),
                figure.Confidence,
                figure.Source,
                figure.Note,
                determinesResults);
}
