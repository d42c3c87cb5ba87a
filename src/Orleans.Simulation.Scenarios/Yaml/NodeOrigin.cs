namespace Orleans.Simulation.Scenarios.Yaml;

/// <summary>Where a node comes from: a place in a file or an override.</summary>
/// <param name="File">Name of the file; null for an override.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Override">Path of the override; null for a file.</param>
internal sealed record NodeOrigin(string? File, long Line, long Column, string? Override)
{
    /// <summary>The option whose value an override is.</summary>
    public const string Option = "--set";

    /// <summary>A place in a file.</summary>
    public static NodeOrigin InFile(string file, long line, long column) => new(file, line, column, Override: null);

    /// <summary>The value of an override.</summary>
    public static NodeOrigin Of(string overridePath) => new(File: null, 0, 0, overridePath);

    /// <summary>Names the place of an issue with the node at a path.</summary>
    public string Describe(string path)
    {
        if (Override is not null)
        {
            return path.Length == 0 || path == Override ? $"{Option} {Override}" : $"{Option} {Override} {path}";
        }

        var place = $"{File}:{Line}:{Column}";
        return path.Length == 0 ? place : $"{place} {path}";
    }
}
