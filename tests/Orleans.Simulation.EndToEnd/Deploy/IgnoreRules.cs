using System.Text.RegularExpressions;

namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What a .dockerignore keeps out of a build: the last rule that matches a path or a folder above it decides.</summary>
public sealed class IgnoreRules(string text)
{
    private readonly (Regex Pattern, bool IsIgnored)[] _rules =
    [
        .. text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => (PatternOf(line.TrimStart('!')), !line.StartsWith('!'))),
    ];

    /// <summary>Whether a path, with slashes and relative to the context, stays out.</summary>
    public bool Ignores(string path)
    {
        var rule = _rules.LastOrDefault(rule => rule.Pattern.IsMatch(path.Trim('/')));
        return rule.Pattern is not null && rule.IsIgnored;
    }

    private static Regex PatternOf(string rule)
    {
        var pattern = Regex.Escape(rule.Trim('/'))
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return new($"^{pattern}(/.*)?$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
