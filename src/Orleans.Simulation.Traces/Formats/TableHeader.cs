using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>Where the header of a file puts the columns of its format.</summary>
internal sealed class TableHeader
{
    /// <summary>Columns of the user's own: those whose name starts like this are skipped.</summary>
    public const string PrivatePrefix = "x_";

    private readonly List<string> _names;

    private TableHeader(List<string> names) => _names = names;

    /// <summary>Columns in the file.</summary>
    public int Count => _names.Count;

    /// <summary>Index of a column; -1 when the file does not have it.</summary>
    public int IndexOf(string name) => _names.IndexOf(name);

    /// <summary>Understands the names of a header.</summary>
    /// <param name="names">The names, in their order.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="optional">Columns that may be there.</param>
    /// <param name="whereIs">Where in the file a name stands, by index.</param>
    /// <param name="whole">The header as a whole, when a column is missing: where it stands, and its text.</param>
    /// <param name="issues">Gets every issue.</param>
    /// <returns>The header; null when it has an issue.</returns>
    public static TableHeader? Parse(
        IReadOnlyList<string> names,
        IReadOnlyList<string> required,
        IReadOnlyList<string> optional,
        Func<int, string> whereIs,
        (string Where, string Text) whole,
        IssueLog issues)
    {
        var before = issues.Count;
        IReadOnlyList<string> known = [.. required, .. optional];
        var seen = new List<string>();
        foreach (var name in names)
        {
            if (Reject(name, seen, known) is { } expected)
            {
                issues.Add(new InputIssue(whereIs(seen.Count), QuotedText.Of(name), expected));
            }

            seen.Add(name);
        }

        foreach (var missing in required.Where(column => !seen.Contains(column)))
        {
            issues.Add(new InputIssue(whole.Where, QuotedText.Of(whole.Text), $"a header with the column \"{missing}\""));
        }

        return issues.Count > before ? null : new TableHeader(seen);
    }

    private static string? Reject(string name, List<string> seen, IReadOnlyList<string> known)
    {
        if (seen.Contains(name))
        {
            return "a column that the header names once";
        }

        // A name without meaning today may get one tomorrow: it must not be skipped silently.
        return known.Contains(name) || name.StartsWith(PrivatePrefix, StringComparison.Ordinal)
            ? null
            : $"one of {string.Join(", ", known)}, or start with {PrivatePrefix}";
    }
}
