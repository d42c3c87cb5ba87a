using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Takes the values of one mapping out of a document, key by key, and notes every objection.</summary>
/// <remarks>
/// Values that are missing or wrong are replaced by a stand-in, so that the rest of the document is still looked at. The
/// keys that were asked for are the keys that exist: <see cref="Close"/> objects to all others.
/// </remarks>
internal sealed class MappingBinder
{
    private readonly MappingNode _node;
    private readonly BindingIssues _issues;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    private MappingBinder(MappingNode node, string path, BindingIssues issues)
    {
        _node = node;
        Path = path;
        _issues = issues;
    }

    /// <summary>Path of the mapping.</summary>
    public string Path { get; }

    /// <summary>The keys that have a value, in the order of the document.</summary>
    public IEnumerable<string> Keys => _node.Entries.Where(entry => !IsNull(entry.Value)).Select(entry => entry.Key);

    /// <summary>Starts the binding of a node that must be a mapping; any other node counts as an empty one.</summary>
    public static MappingBinder Open(ScenarioNode node, string path, BindingIssues issues)
    {
        if (node is MappingNode mapping)
        {
            return new MappingBinder(mapping, path, issues);
        }

        // The keys that such a node lacks are no issues of their own.
        issues.Add(node.Origin, path, node.Kind, "a mapping of keys to values");
        return new MappingBinder(new MappingNode([], node.Origin), path, new BindingIssues());
    }

    /// <summary>Whether a key has a value.</summary>
    public bool Has(string key) => _node.Find(key) is { } entry && !IsNull(entry.Value);

    /// <summary>An optional value with a default.</summary>
    public T Optional<T>(string key, ScalarFormat<T> format, T fallback) =>
        Find(key) is { } node && TryScalar(node, NodePath.Key(Path, key), format, out var value) ? value : fallback;

    /// <summary>An optional value of a value type; null when absent.</summary>
    public T? Maybe<T>(string key, ScalarFormat<T> format)
        where T : struct =>
        Find(key) is { } node && TryScalar(node, NodePath.Key(Path, key), format, out var value) ? value : null;

    /// <summary>An optional text; null when absent.</summary>
    public string? MaybeText(string key, ScalarFormat<string> format) =>
        Find(key) is { } node && TryScalar(node, NodePath.Key(Path, key), format, out var value) ? value : null;

    /// <summary>A value that must be there.</summary>
    public T Required<T>(string key, ScalarFormat<T> format, T standIn)
    {
        if (Find(key) is not { } node)
        {
            Miss(key, format.Expected);
            return standIn;
        }

        return TryScalar(node, NodePath.Key(Path, key), format, out var value) ? value : standIn;
    }

    /// <summary>An optional mapping; null when absent.</summary>
    public MappingBinder? Mapping(string key) =>
        Find(key) is { } node ? Open(node, NodePath.Key(Path, key), _issues) : null;

    /// <summary>A mapping that must be there.</summary>
    public MappingBinder RequiredMapping(string key)
    {
        if (Mapping(key) is { } mapping)
        {
            return mapping;
        }

        Miss(key, "a mapping of keys to values");
        return new MappingBinder(new MappingNode([], _node.Origin), NodePath.Key(Path, key), new BindingIssues());
    }

    /// <summary>A list of mappings; null when absent.</summary>
    public IReadOnlyList<T>? Mappings<T>(string key, int maxCount, Func<MappingBinder, T> bind) =>
        Items(key, maxCount, "mappings", (node, path) => bind(Open(node, path, _issues)));

    /// <summary>A list of mappings that must be there.</summary>
    public IReadOnlyList<T> RequiredMappings<T>(string key, int maxCount, Func<MappingBinder, T> bind)
    {
        if (!Has(key))
        {
            Miss(key, $"a list of 1 to {maxCount} mappings");
        }

        return Mappings(key, maxCount, bind) ?? [];
    }

    /// <summary>A list of values; null when absent.</summary>
    public IReadOnlyList<T>? Scalars<T>(string key, int maxCount, ScalarFormat<T> format, T standIn) =>
        Items(key, maxCount, "values", (node, path) => TryScalar(node, path, format, out var value) ? value : standIn);

    /// <summary>
    /// A figure with its source: a mapping of value, unit, low, high, source and note, or a text such as 500 W.
    /// </summary>
    public Sourced<T> Figure<T>(string key, ScalarFormat<T> format, Sourced<T>? fallback, bool required = true)
        where T : struct
    {
        if (Find(key) is not { } node)
        {
            if (fallback is null && required)
            {
                Miss(key, format.Expected);
            }

            return fallback ?? Sourced.Stated(default(T));
        }

        var path = NodePath.Key(Path, key);
        return node is MappingNode
            ? FigureFrom(Open(node, path, _issues), format)
            : Sourced.Stated(TryScalar(node, path, format, out var value) ? value : default);
    }

    /// <summary>Objects to every key that nobody asked for.</summary>
    public void Close()
    {
        foreach (var entry in _node.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            var nearest = NearestWord.Find(entry.Key, _known);
            _issues.Add(
                entry.KeyOrigin,
                NodePath.Key(Path, entry.Key),
                "not a known key",
                $"one of {string.Join(", ", _known)}{(nearest is null ? string.Empty : $"; did you mean {nearest}?")}");
        }
    }

    /// <summary>Objects to the value of a key.</summary>
    public void Object(string key, string actual, string expected) =>
        _issues.Add((_node.Find(key)?.Value ?? _node).Origin, NodePath.Key(Path, key), actual, expected);

    private static Sourced<T> FigureFrom<T>(MappingBinder figure, ScalarFormat<T> format)
        where T : struct
    {
        if (!figure.Has("unit"))
        {
            // Without its unit no number of the figure can be judged.
            figure.Miss("unit", $"the unit of its numbers, for {format.Expected}");
            return Sourced.Stated(default(T));
        }

        var unit = figure.Required("unit", ScalarFormats.Text, string.Empty);
        var withUnit = format with
        {
            TryRead = (string text, out T value) => format.TryRead($"{text} {unit}", out value),
        };
        var result = new Sourced<T>(
            figure.Required("value", withUnit, default),
            figure.Maybe("low", withUnit),
            figure.Maybe("high", withUnit),
            figure.Optional("source", ScalarFormats.Text, string.Empty),
            figure.Optional("note", ScalarFormats.Text, string.Empty));
        figure.Close();
        return result;
    }

    private static bool IsNull(ScenarioNode node) => node is ScalarNode { IsNull: true };

    private ScenarioNode? Find(string key)
    {
        _known.Add(key);
        return _node.Find(key) is { } entry && !IsNull(entry.Value) ? entry.Value : null;
    }

    private void Miss(string key, string expected) =>
        _issues.Add(_node.Origin, NodePath.Key(Path, key), "missing", $"given: {expected}");

    private bool TryScalar<T>(ScenarioNode node, string path, ScalarFormat<T> format, out T value)
    {
        value = default!;
        if (node is ScalarNode scalar && format.TryRead(scalar.Text, out value))
        {
            return true;
        }

        _issues.Add(node.Origin, path, node.Kind, format.Expected);
        return false;
    }

    private List<T>? Items<T>(string key, int maxCount, string what, Func<ScenarioNode, string, T> bind)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        var path = NodePath.Key(Path, key);
        var items = (node as SequenceNode)?.Items ?? [];
        if (items.Count == 0 || items.Count > maxCount)
        {
            var actual = node is SequenceNode ? $"a list of {items.Count}" : node.Kind;
            _issues.Add(node.Origin, path, actual, $"a list of 1 to {maxCount} {what}");
            items = [];
        }

        return [.. items.Select((item, index) => bind(item, NodePath.Item(path, index)))];
    }
}
