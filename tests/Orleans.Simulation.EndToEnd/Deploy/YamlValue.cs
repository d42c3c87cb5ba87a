using YamlDotNet.RepresentationModel;

namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>A value in a YAML document, or the absence of one.</summary>
public sealed class YamlValue
{
    private static readonly YamlValue Nothing = new(null);

    private readonly YamlNode? _node;

    private YamlValue(YamlNode? node) => _node = node;

    /// <summary>Whether there is a value.</summary>
    public bool Exists => _node is not null;

    /// <summary>A scalar as it stands; empty for anything else.</summary>
    public string Text => (_node as YamlScalarNode)?.Value ?? string.Empty;

    /// <summary>The elements of a sequence; none for anything else.</summary>
    public IEnumerable<YamlValue> Items => (_node as YamlSequenceNode)?.Children.Select(node => new YamlValue(node)) ?? [];

    /// <summary>The elements of a sequence of scalars.</summary>
    public string[] Texts => [.. Items.Select(item => item.Text)];

    /// <summary>The entries of a mapping; none for anything else.</summary>
    public IReadOnlyDictionary<string, YamlValue> Entries =>
        (_node as YamlMappingNode)?.Children.ToDictionary(
            entry => ((YamlScalarNode)entry.Key).Value!, entry => new YamlValue(entry.Value), StringComparer.Ordinal) ?? [];

    /// <summary>The value below a path of keys.</summary>
    public YamlValue this[params string[] path] =>
        path.Aggregate(this, (value, key) => value.Entries.GetValueOrDefault(key, Nothing));

    /// <summary>All documents of a file.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">It is not YAML, or names a key twice.</exception>
    public static IReadOnlyList<YamlValue> ParseAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => new YamlValue(document.RootNode))];
    }

    /// <summary>Whether a mapping holds every entry of another one.</summary>
    public bool Includes(YamlValue other) =>
        other.Entries.All(entry => this[entry.Key].Exists && this[entry.Key].Text == entry.Value.Text);
}
