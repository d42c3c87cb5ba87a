using System.Globalization;
using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>One <c>--set path=value</c>: replaces or creates a node.</summary>
/// <remarks>
/// A step into a list is an index (one past the end appends) or the <c>name</c> of an item. A value that starts with
/// <c>{</c> or <c>[</c> is read as YAML, every other one is taken as it stands.
/// </remarks>
internal sealed class NodeOverride
{
    private readonly string _path;
    private readonly IReadOnlyList<string> _steps;
    private readonly ScenarioNode _value;

    private NodeOverride(string path, IReadOnlyList<string> steps, ScenarioNode value)
    {
        _path = path;
        _steps = steps;
        _value = value;
    }

    private NodeOrigin Origin => NodeOrigin.Of(_path);

    /// <summary>Applies overrides in order, each to the outcome of those before it.</summary>
    /// <param name="root">The document.</param>
    /// <param name="overrides">Texts of the form <c>path=value</c>.</param>
    /// <param name="issues">Gets what is wrong with them.</param>
    public static ScenarioNode ApplyAll(ScenarioNode root, IReadOnlyList<string> overrides, List<InputIssue> issues)
    {
        foreach (var text in overrides)
        {
            var parsed = Parse(text, issues);
            root = parsed?.Apply(root, 0, issues) ?? root;
        }

        return root;
    }

    private static NodeOverride? Parse(string text, List<InputIssue> issues)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? text : text[..equals];
        var steps = NodePath.Split(path);
        if (equals < 0 || steps is null)
        {
            issues.Add(new InputIssue(
                NodeOrigin.Option, ScalarNode.Quote(text), "path=value, such as fleet.dataCenters[0].racks=8"));
            return null;
        }

        var value = ParseValue(text[(equals + 1)..], path, issues);
        return value is null ? null : new NodeOverride(path, steps, value);
    }

    private static ScenarioNode? ParseValue(string text, string path, List<InputIssue> issues)
    {
        var origin = NodeOrigin.Of(path);
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return new ScalarNode(text, IsPlain: true, origin);
        }

        var (node, problems) = YamlDocumentReader.Read(text, path);
        issues.AddRange(problems.Select(problem => problem with { Where = $"{NodeOrigin.Option} {problem.Where}" }));
        return node is null ? null : WithOrigin(node, origin);
    }

    private static ScenarioNode WithOrigin(ScenarioNode node, NodeOrigin origin) => node switch
    {
        SequenceNode list => new SequenceNode([.. list.Items.Select(item => WithOrigin(item, origin))], origin),
        MappingNode mapping => new MappingNode(
            [.. mapping.Entries.Select(entry => new MappingEntry(entry.Key, origin, WithOrigin(entry.Value, origin)))],
            origin),
        _ => ((ScalarNode)node) with { Origin = origin },
    };

    private static bool IsAbsent(ScenarioNode? node) => node is null or ScalarNode { IsNull: true };

    // Returns null when an issue was found.
    private ScenarioNode? Apply(ScenarioNode? node, int depth, List<InputIssue> issues)
    {
        if (depth == _steps.Count)
        {
            return _value;
        }

        var selector = NodePath.Selector(_steps[depth]);
        return selector is null
            ? ApplyToKey(node, _steps[depth], depth, issues)
            : ApplyToItem(node, selector, depth, issues);
    }

    private MappingNode? ApplyToKey(ScenarioNode? node, string key, int depth, List<InputIssue> issues)
    {
        var mapping = IsAbsent(node) ? new MappingNode([], Origin) : node as MappingNode;
        if (mapping is null)
        {
            return Refuse<MappingNode>(node!.Kind, $"a mapping, for {ScalarNode.Quote(key)} to be set in", depth, issues);
        }

        var old = mapping.Find(key);
        var value = Apply(old?.Value, depth + 1, issues);
        if (value is null)
        {
            return null;
        }

        var entry = new MappingEntry(key, Origin, value);
        return old is null
            ? new MappingNode([.. mapping.Entries, entry], mapping.Origin)
            : new MappingNode([.. mapping.Entries.Select(each => each.Key == key ? entry : each)], mapping.Origin);
    }

    private SequenceNode? ApplyToItem(ScenarioNode? node, string selector, int depth, List<InputIssue> issues)
    {
        var list = IsAbsent(node) ? new SequenceNode([], Origin) : node as SequenceNode;
        if (list is null)
        {
            return Refuse<SequenceNode>(node!.Kind, $"a list, for an item [{selector}] to be set in", depth, issues);
        }

        var index = Find(list, selector);
        if (index is null)
        {
            return Refuse<SequenceNode>($"without an item [{selector}]", Choices(list), depth, issues);
        }

        var value = Apply(index < list.Items.Count ? list.Items[index.Value] : null, depth + 1, issues);
        if (value is null)
        {
            return null;
        }

        ScenarioNode[] items = [.. list.Items.Take(index.Value), value, .. list.Items.Skip(index.Value + 1)];
        return new SequenceNode(items, list.Origin);
    }

    /// <summary>Index of an item by its index, one past the end included, or its name; null: there is none.</summary>
    internal static int? Find(SequenceNode list, string selector)
    {
        if (int.TryParse(selector, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return index <= list.Items.Count ? index : null;
        }

        var names = Names(list).ToList();
        var found = names.IndexOf(selector);
        return found < 0 ? null : found;
    }

    private static IEnumerable<string?> Names(SequenceNode list) =>
        list.Items.Select(item => ((item as MappingNode)?.Find("name")?.Value as ScalarNode)?.Text);

    private static string Choices(SequenceNode list)
    {
        var names = Names(list).OfType<string>().ToList();
        var byName = names.Count == 0 ? string.Empty : $" or one of the names {string.Join(", ", names)}";
        return $"set by an index from 0 to {list.Items.Count}{byName}";
    }

    private T? Refuse<T>(string actual, string expected, int depth, List<InputIssue> issues)
        where T : ScenarioNode
    {
        var above = string.Join('.', _steps.Take(depth)).Replace(".[", "[", StringComparison.Ordinal);
        issues.Add(new InputIssue($"{Origin.Describe(_path)}{(depth == 0 ? string.Empty : $": {above}")}", actual, expected));
        return null;
    }
}
