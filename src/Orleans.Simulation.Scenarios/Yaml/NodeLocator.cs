using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>Finds where in a document an issue belongs that names only a path.</summary>
internal static class NodeLocator
{
    /// <summary>The issue with the place of its node, or of the closest node above it that exists.</summary>
    public static InputIssue Locate(ScenarioNode root, InputIssue issue) =>
        issue with { Where = Find(root, issue.Where).Describe(issue.Where) };

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
