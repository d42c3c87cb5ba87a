using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>What a Dockerfile says.</summary>
public sealed partial class Dockerfile
{
    private Dockerfile(List<DockerfileStep> steps) => Steps = steps;

    /// <summary>All steps in order.</summary>
    public IReadOnlyList<DockerfileStep> Steps { get; }

    /// <summary>The steps of the stage that becomes the image.</summary>
    public IEnumerable<DockerfileStep> Image => Steps.Where(step => step.Stage == Steps[^1].Stage);

    /// <summary>The variables that the image sets.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        Image.Where(step => step.Keyword == "ENV")
            .SelectMany(step => step.Words)
            .Select(word => word.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Reads a Dockerfile without parser directives and here-documents.</summary>
    public static Dockerfile Parse(string text)
    {
        var steps = new List<DockerfileStep>();
        var stage = -1;
        var lines = text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'));
        foreach (Match match in Step().Matches(Continuation().Replace(string.Join('\n', lines), " ")))
        {
            var keyword = match.Groups["keyword"].Value;
            stage += keyword == "FROM" ? 1 : 0;
            steps.Add(new(stage, keyword, match.Groups["text"].Value.Trim()));
        }

        return new(steps);
    }

    /// <summary>Text of the last step of a kind in the image; empty if there is none.</summary>
    public DockerfileStep Last(string keyword) =>
        Image.LastOrDefault(step => step.Keyword == keyword) ?? new(0, keyword, string.Empty);

    [GeneratedRegex(@"\\\n\s*", RegexOptions.None, 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex("^(?<keyword>[A-Z]+) (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();
}

/// <summary>A step of a Dockerfile.</summary>
/// <param name="Stage">Number of the stage, from 0.</param>
/// <param name="Keyword">Such as COPY.</param>
/// <param name="Text">What follows it, on one line.</param>
public sealed record DockerfileStep(int Stage, string Keyword, string Text)
{
    /// <summary>The words that follow the keyword; those of the array where there is one.</summary>
    public string[] Words =>
        Text.StartsWith('[')
            ? JsonSerializer.Deserialize<string[]>(Text)!
            : Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is copied, without the options.</summary>
    public string[] Sources => Words.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray()[..^1];

    /// <summary>The stage or image that a COPY is from; empty for the build context.</summary>
    public string From =>
        Words.FirstOrDefault(word => word.StartsWith("--from=", StringComparison.Ordinal))?["--from=".Length..] ?? string.Empty;
}
