using System.Text.RegularExpressions;
using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>The sources of the shipped catalog, and what marks in brackets mean.</summary>
public static partial class References
{
    /// <summary>Name of the embedded text that holds them, beside those of the hardware.</summary>
    internal const string FileName = "references";

    private static readonly Lazy<IReadOnlyDictionary<string, Reference>> Shipped = new(() => ShippedItems.Read(FileName, Bind));

    private static readonly Dictionary<string, Confidence> Marks = new(StringComparer.Ordinal)
    {
        ["D"] = Confidence.Derived,
        ["R+"] = Confidence.Known,
        ["R~"] = Confidence.Probable,
        ["G"] = Confidence.Assumed,
    };

    /// <summary>All sources by tag.</summary>
    public static IReadOnlyDictionary<string, Reference> All => Shipped.Value;

    /// <summary>The tags that a text cites, those of marks such as <c>[G]</c> included, in their order.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> TagsIn(string text) =>
        [.. Tag().Matches(text).Select(match => match.Groups["tag"].Value)];

    /// <summary>Whether a tag is a mark of confidence rather than of a source.</summary>
    /// <param name="tag">The tag, without brackets.</param>
    public static bool IsMark(string tag) => Marks.ContainsKey(tag);

    /// <summary>The weak sources that texts cite, without repetition.</summary>
    /// <param name="texts">Source and note of a figure.</param>
    public static IReadOnlyList<string> WeakIn(params ReadOnlySpan<string> texts)
    {
        var weak = new List<string>();
        foreach (var text in texts)
        {
            weak.AddRange(TagsIn(text).Where(tag => All.GetValueOrDefault(tag)?.IsWeak == true));
        }

        return [.. weak.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What a figure with such a source is worth: the first tag decides; any other text counts as published.</summary>
    /// <param name="source">Source of the figure.</param>
    public static Confidence ConfidenceOf(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Length == 0 ? Confidence.Stated
            : MarkOf(source) is { } mark ? mark
            : TagsIn(source) is [var first, ..] && All.TryGetValue(first, out var reference) ? reference.Confidence
            : Confidence.Published;
    }

    /// <summary>The confidence that a source has by its mark; null: its first tag is not a mark.</summary>
    internal static Confidence? MarkOf(string source) =>
        TagsIn(source) is [var first, ..] && Marks.TryGetValue(first, out var confidence) ? confidence : null;

    private static Reference Bind(MappingBinder section, string tag)
    {
        var reference = new Reference(
            tag,
            section.Required("where", ScalarFormats.Text, string.Empty),
            section.Optional("weak", ScalarFormats.Boolean, fallback: false),
            section.Optional("confidence", ScalarFormats.Confidence, Confidence.Published));
        section.Close();
        return reference;
    }

    [GeneratedRegex(@"\[(?<tag>[A-Za-z0-9][A-Za-z0-9+~]*)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
