using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Quantities;
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
    private readonly BindingRecord _record;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    private MappingBinder(MappingNode node, string path, BindingRecord record)
    {
        _node = node;
        Path = path;
        _record = record;
    }

    /// <summary>Path of the mapping.</summary>
    public string Path { get; }

    /// <summary>Whether a key that is missing is no issue of its own, because it follows from another one. Default: false.</summary>
    public bool MayLackKeys { get; set; }

    /// <summary>The keys that have a value, in the order of the document.</summary>
    public IEnumerable<string> Keys => _node.Entries.Where(entry => !IsNull(entry.Value)).Select(entry => entry.Key);

    /// <summary>Starts the binding of a node that must be a mapping; any other node counts as an empty one.</summary>
    public static MappingBinder Open(ScenarioNode node, string path, BindingRecord record)
    {
        if (node is MappingNode mapping)
        {
            return new MappingBinder(mapping, path, record);
        }

        // The keys that such a node lacks are no issues of their own.
        record.Add(node.Origin, path, node.Kind, "a mapping of keys to values");
        return new MappingBinder(new MappingNode([], node.Origin), path, new BindingRecord());
    }

    /// <summary>Whether a key has a value.</summary>
    public bool Has(string key) => _node.Find(key) is { } entry && !IsNull(entry.Value);

    /// <summary>Whether the value of a key is a mapping.</summary>
    public bool HasMapping(string key) => _node.Find(key)?.Value is MappingNode;

    /// <summary>An optional value with a default.</summary>
    public T Optional<T>(string key, ScalarFormat<T> format, T fallback) =>
        Find(key, format.Write(fallback)) is { } node && TryScalar(node, NodePath.Key(Path, key), format, out var value)
            ? value
            : fallback;

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
        Find(key) is { } node ? Open(node, NodePath.Key(Path, key), _record) : null;

    /// <summary>An optional mapping; an empty one when absent, so that the defaults of its keys are known.</summary>
    public MappingBinder MappingOrEmpty(string key) =>
        Mapping(key) ?? new MappingBinder(new MappingNode([], _node.Origin), NodePath.Key(Path, key), _record);

    /// <summary>A mapping that must be there.</summary>
    public MappingBinder RequiredMapping(string key)
    {
        if (Mapping(key) is { } mapping)
        {
            return mapping;
        }

        Miss(key, "a mapping of keys to values");
        return new MappingBinder(new MappingNode([], _node.Origin), NodePath.Key(Path, key), new BindingRecord());
    }

    /// <summary>A list of mappings; null when absent.</summary>
    public IReadOnlyList<T>? Mappings<T>(string key, int maxCount, Func<MappingBinder, T> bind) =>
        Items(key, maxCount, "mappings", (node, path) => bind(Open(node, path, _record)));

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

    /// <summary>Texts: a list of them, or one alone; none when absent.</summary>
    public IReadOnlyList<string> TextOrTexts(string key, int maxCount, ScalarFormat<string> format) =>
        _node.Find(key)?.Value is ScalarNode
            ? MaybeText(key, format) is { } text ? [text] : []
            : Scalars(key, maxCount, format, string.Empty) ?? [];

    /// <summary>
    /// A figure with its source: a mapping of value, unit, low, high, source, confidence and note, or a text such as 500 W.
    /// </summary>
    /// <returns>The figure; the fallback when absent.</returns>
    public Sourced<T>? MaybeFigure<T>(string key, ScalarFormat<T> format, Sourced<T>? fallback)
        where T : struct
    {
        if (Find(key) is not { } node)
        {
            return fallback;
        }

        var path = NodePath.Key(Path, key);
        return node is MappingNode
            ? FigureFrom(Open(node, path, _record), format)
            : TryScalar(node, path, format, out var value)
                ? Sourced.Stated(value) with { Text = TextOf(((ScalarNode)node).Text, format.Unit) }
                : StandIn(format);
    }

    /// <summary>A figure that must be there unless there is a fallback; see <see cref="MaybeFigure"/>.</summary>
    public Sourced<T> Figure<T>(string key, ScalarFormat<T> format, Sourced<T>? fallback)
        where T : struct
    {
        if (MaybeFigure(key, format, fallback) is { } figure)
        {
            return figure;
        }

        Miss(key, format.Expected);
        return StandIn(format);
    }

    /// <summary>Objects to every key that nobody asked for.</summary>
    public void Close()
    {
        foreach (var entry in _node.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            var nearest = NearestWord.Find(entry.Key, _known);
            _record.Add(
                entry.KeyOrigin,
                NodePath.Key(Path, entry.Key),
                "not a known key",
                $"one of {string.Join(", ", _known)}{(nearest is null ? string.Empty : $"; did you mean {nearest}?")}");
        }
    }

    /// <summary>Objects to the value of a key.</summary>
    public void Object(string key, string actual, string expected) =>
        _record.Add((_node.Find(key)?.Value ?? _node).Origin, NodePath.Key(Path, key), actual, expected);

    private static Sourced<T> FigureFrom<T>(MappingBinder figure, ScalarFormat<T> format)
        where T : struct
    {
        if (format.Unit is null && !figure.Has("unit"))
        {
            // Without its unit no number of the figure can be judged.
            figure.Miss("unit", $"the unit of its numbers, for {format.Expected}");
            return StandIn(format);
        }

        var isPlain = format.Unit is { Length: 0 };
        var isWord = isPlain && default(T) is Enum;
        var unit = isPlain ? string.Empty : figure.MaybeText("unit", ScalarFormats.Text) ?? format.Unit!;
        var withUnit = isPlain ? format : format with
        {
            TryRead = (string text, out T value) => format.TryRead($"{text} {unit}", out value),
        };
        var value = figure.Required("value", withUnit, format.StandIn);
        var low = isWord ? null : figure.Maybe("low", withUnit);
        var high = isWord ? null : figure.Maybe("high", withUnit);
        var isSound = figure.ScalarText("value") is { } text && withUnit.TryRead(text, out _);
        if (isSound)
        {
            var measure = FigureMeasure.Of(value);
            figure.MustHold("low", low is null || FigureMeasure.Of(low.Value) <= measure, "at most");
            figure.MustHold("high", high is null || FigureMeasure.Of(high.Value) >= measure, "at least");
        }

        var source = figure.Optional("source", ScalarFormats.Text, string.Empty);
        var result = new Sourced<T>(value, low, high, source, figure.Optional("note", ScalarFormats.Text, string.Empty))
        {
            Confidence = figure.ConfidenceIn(source),
            Text = new(figure.ScalarText("value") ?? string.Empty, unit, figure.ScalarText("low"), figure.ScalarText("high")),
        };
        figure.Close();
        return isSound ? result : StandIn(format);
    }

    // Without a text, by which validation knows it.
    private static Sourced<T> StandIn<T>(ScalarFormat<T> format)
        where T : struct =>
        Sourced.Stated(format.StandIn) with { Text = FigureText.None };

    /// <summary>The confidence that a mapping states, or that its source has.</summary>
    public Confidence ConfidenceIn(string source)
    {
        var stated = Maybe("confidence", ScalarFormats.Confidence);
        if (stated is not null && References.MarkOf(source) is { } marked && marked != stated)
        {
            Object(
                "confidence",
                ScalarFormats.Confidence.Write(stated.Value),
                $"left out, or {ScalarFormats.Confidence.Write(marked)}, as the mark in \"{source}\" says");
        }
        else if (stated is not null && source.Length == 0)
        {
            Object("confidence", "given alone", "given with a source");
        }

        return stated ?? References.ConfidenceOf(source);
    }

    private static FigureText TextOf(string text, string? impliedUnit) =>
        UnitText.TrySplit(text, out var number, out var unit)
            ? new(ValueText.Of(number), unit.Length > 0 ? unit : impliedUnit ?? string.Empty, Low: null, High: null)
            : new(text, string.Empty, Low: null, High: null);

    private void MustHold(string key, bool holds, string relation)
    {
        if (!holds)
        {
            Object(key, $"{ScalarText(key)}", $"{relation} the value, which is {ScalarText("value")}");
        }
    }

    private string? ScalarText(string key) => _node.Find(key)?.Value is ScalarNode { IsNull: false } scalar ? scalar.Text : null;

    private static bool IsNull(ScenarioNode node) => node is ScalarNode { IsNull: true };

    private ScenarioNode? Find(string key, string? fallback = null)
    {
        _known.Add(key);
        var node = _node.Find(key) is { } entry && !IsNull(entry.Value) ? entry.Value : null;
        var text = node is null ? null : TextOf(node);
        if (node is null || text is not null)
        {
            _record.Add(new BoundValue(NodePath.Key(Path, key), node?.Origin, text, fallback));
        }

        return node;
    }

    // Mappings, and lists with mappings in them, have values of their own.
    private static string? TextOf(ScenarioNode node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        SequenceNode list when list.Items.All(item => item is ScalarNode) =>
            string.Join(", ", list.Items.Select(item => ((ScalarNode)item).Text)),
        _ => null,
    };

    private void Miss(string key, string expected)
    {
        if (!MayLackKeys)
        {
            _record.Add(_node.Origin, NodePath.Key(Path, key), "missing", $"given: {expected}");
        }
    }

    private bool TryScalar<T>(ScenarioNode node, string path, ScalarFormat<T> format, out T value)
    {
        value = default!;
        if (node is ScalarNode scalar && format.TryRead(scalar.Text, out value))
        {
            return true;
        }

        _record.Add(node.Origin, path, node.Kind, format.Expected);
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
            _record.Add(node.Origin, path, actual, $"a list of 1 to {maxCount} {what}");
            items = [];
        }

        return [.. items.Select((item, index) => bind(item, NodePath.Item(path, index)))];
    }
}
