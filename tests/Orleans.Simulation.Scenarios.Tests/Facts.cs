using System.Globalization;
using System.Text.RegularExpressions;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>The collection of facts beside the repository, as far as it speaks of chips.</summary>
internal static partial class Facts
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["TPU v4"] = "tpu-v4",
        ["v5e"] = "tpu-v5e",
        ["v5p"] = "tpu-v5p",
        ["v6e"] = "tpu-v6e",
        ["v7 Ironwood"] = "tpu-v7",
        ["Trn1"] = "trainium1",
        ["Trn2"] = "trainium2",
        ["Trn3"] = "trainium3",
        ["Inf2"] = "inferentia2",
        ["A100-80"] = "a100",
        ["H100 SXM"] = "h100",
        ["H200"] = "h200",
        ["B200 HGX"] = "b200",
        ["GB200 NVL72"] = "gb200",
        ["GB300"] = "gb300",
        ["MI300X"] = "mi300x",
    };

    /// <summary>Its text; skips the test where it is missing.</summary>
    public static string Text()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.Simulation.sln")))
        {
            folder = folder.Parent;
        }

        var file = Path.GetFullPath(Path.Combine(folder!.FullName, "..", "shared", "facts", "hardware.md"));
        Skip.IfNot(File.Exists(file), "facts/hardware.md is not in the shared folder beside the repository");
        return File.ReadAllText(file);
    }

    /// <summary>The rows of the chip table: the cells after the first by name of the chip in the catalog.</summary>
    public static IReadOnlyDictionary<string, string[]> ChipTable()
    {
        var section = Section(Text(), "## 1. ", "## 2. ");
        return section.Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Chip", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .ToDictionary(cells => Names[cells[0]], cells => cells[1..], StringComparer.Ordinal);
    }

    /// <summary>The text between two others.</summary>
    public static string Section(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    /// <summary>The numbers of a text without its tags, and without those that are part of a word, such as int8.</summary>
    public static IReadOnlyList<decimal> Numbers(string text) =>
    [
        .. Number().Matches(Tag().Replace(text, string.Empty))
            .Select(match => decimal.Parse(
                match.Value.Replace(",", string.Empty, StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture)),
    ];

    [GeneratedRegex(@"(?<![A-Za-z\d.])\d+(,\d{3})*(\.\d+)?(?![A-Za-z\d]|-y)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
