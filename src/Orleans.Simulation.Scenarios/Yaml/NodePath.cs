namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>Paths of nodes, such as <c>fleet.dataCenters[0].racks</c>.</summary>
internal static class NodePath
{
    /// <summary>The path of a key below a path.</summary>
    public static string Key(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The path of an item below a path.</summary>
    public static string Item(string path, int index) => $"{path}[{index}]";

    /// <summary>Whether one path is the other or lies above it.</summary>
    public static bool Covers(string upper, string lower) =>
        lower.StartsWith(upper, StringComparison.Ordinal)
        && (upper.Length == 0 || lower.Length == upper.Length || lower[upper.Length] is '.' or '[');

    /// <summary>
    /// Splits a path into keys and selectors: <c>a.b[0]</c> becomes <c>a</c>, <c>b</c>, <c>[0]</c>; null when it is malformed.
    /// </summary>
    public static IReadOnlyList<string>? Split(string path)
    {
        var steps = new List<string>();
        foreach (var segment in path.Split('.'))
        {
            var bracket = segment.IndexOf('[', StringComparison.Ordinal);
            var key = bracket < 0 ? segment : segment[..bracket];
            if (key.Length == 0 || key.Contains(']', StringComparison.Ordinal))
            {
                return null;
            }

            steps.Add(key);
            if (bracket >= 0 && !TrySplitSelectors(segment[bracket..], steps))
            {
                return null;
            }
        }

        return steps;
    }

    /// <summary>The content of a selector such as <c>[0]</c>; null when a step is a key.</summary>
    public static string? Selector(string step) => step[0] == '[' ? step[1..^1] : null;

    private static bool TrySplitSelectors(string text, List<string> steps)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (text[0] != '[' || end < 2)
            {
                return false;
            }

            steps.Add(text[..(end + 1)]);
            text = text[(end + 1)..];
        }

        return true;
    }
}
