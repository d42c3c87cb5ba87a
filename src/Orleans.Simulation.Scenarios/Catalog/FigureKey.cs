namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>Keys of figures of which a type has several, by kind.</summary>
internal static class FigureKey
{
    /// <summary>The key of a kind: its name with a small first letter, such as <c>onDemand</c>.</summary>
    public static string Of<TKind>(TKind kind)
        where TKind : struct, Enum
    {
        var name = kind.ToString();
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}";
    }
}
