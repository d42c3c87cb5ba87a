using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>Finds where in a document an issue belongs that names only a path.</summary>
internal static class NodeLocator
{
    /// <summary>The issue with the place of its node, or of the closest node above it that exists.</summary>
    public static InputIssue Locate(ScenarioNode root, InputIssue issue) =>
        issue with { Where = Find(root, issue.Where).Describe(issue.Where) };

    /// <summary>
    /// The path with indexes in place of the names of items, as the binding names values; null: nothing is there.
    /// </summary>
    public static string? Resolve(ScenarioNode root, string path)
    {
        var (node, resolved) = (root, string.Empty);
        foreach (var step in NodePath.Split(path) ?? [])
        {
            var selector = NodePath.Selector(step);
            var index = selector is not null && node is SequenceNode list ? NodeOverride.Find(list, selector) : null;
            var next = Child(node, index is null ? step : $"[{index}]");
            if (next is null)
            {
                return null;
            }

            (node, resolved) = (next, index is null ? NodePath.Key(resolved, step) : NodePath.Item(resolved, index.Value));
        }

        return resolved.Length == 0 ? null : resolved;
    }

    private static NodeOrigin Find(ScenarioNode root, string path)
    {
        var node = root;
        foreach (var step in NodePath.Split(path) ?? [])
        {
            var next = Child(node, step);
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Origin;
    }

    private static ScenarioNode? Child(ScenarioNode node, string step)
    {
        var selector = NodePath.Selector(step);
        return (node, selector) switch
        {
            (MappingNode mapping, null) => mapping.Find(step)?.Value,
            (SequenceNode list, not null) when int.TryParse(selector, out var index) && index < list.Items.Count =>
                list.Items[index],
            _ => null,
        };
    }
}
