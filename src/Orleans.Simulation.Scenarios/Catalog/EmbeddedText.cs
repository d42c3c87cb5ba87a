using System.Reflection;
using System.Text;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>The YAML texts that are part of the assembly.</summary>
internal static class EmbeddedText
{
    private const string Extension = ".yaml";
    private static readonly Assembly Home = typeof(EmbeddedText).Assembly;

    /// <summary>All texts of a folder with their names, without folder and extension, in the order of the names.</summary>
    public static IReadOnlyList<(string Name, string Text)> All(string folder)
    {
        var prefix = $"{typeof(Specs.Scenario).Assembly.GetName().Name}.{folder}.";
        return
        [
            .. Home.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name[prefix.Length..^Extension.Length], Read(name))),
        ];
    }

    private static string Read(string name)
    {
        using var stream = Home.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
