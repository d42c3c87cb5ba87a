using System.Text.Json;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>Values of JSON by a path of names.</summary>
public static class JsonPath
{
    /// <summary>The value at a path such as <c>jobs.completed</c>.</summary>
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            Assert.True(element.TryGetProperty(name, out var next), $"No {name} of {path} in {element}");
            element = next;
        }

        return element;
    }

    /// <summary>The whole number at a path.</summary>
    public static long Count(this JsonElement element, string path) => element.At(path).GetInt64();

    /// <summary>The decimal number at a path; null when it says null.</summary>
    public static decimal? Number(this JsonElement element, string path) =>
        element.At(path) is { ValueKind: not JsonValueKind.Null } value ? value.GetDecimal() : null;
}
