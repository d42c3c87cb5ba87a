using System.Collections;
using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Tests.Messages;

/// <summary>Writes a message with all its parts, so that two can be compared whatever their lists are made of.</summary>
internal static class Description
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, null),
        ReadOnlyMemory<RackCommand> commands => Of(commands.ToArray()),
        ReadOnlyMemory<int> numbers => Of(numbers.ToArray()),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ => OfParts(value),
    };

    private static string OfParts(object value)
    {
        var type = value.GetType();
        var given = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters()
            .Select(part => type.GetProperty(part.Name!)!);
        var parts = given.Union(type.GetProperties().Where(property => property.CanWrite));
        return $"{type.Name}({string.Join(", ", parts.Select(part => $"{part.Name}: {Of(part.GetValue(value))}"))})";
    }
}
