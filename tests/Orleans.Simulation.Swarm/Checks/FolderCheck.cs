namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Two folders hold the same files, byte for byte, but for how the run went on its machine and what was ordered there.</summary>
internal static class FolderCheck
{
    private const string Performance = "performance.json";

    /// <summary>Holds the paths of traces, which silos find elsewhere.</summary>
    private const string Order = "run.json";

    /// <summary>Compares results with those of the reference.</summary>
    public static void Check(string results, string reference, Findings findings)
    {
        var (own, others) = (FilesOf(results), FilesOf(reference));
        findings.Equal(string.Join(' ', own), string.Join(' ', others), $"files of the results");
        findings.Check(File.Exists(Path.Combine(results, Performance)), $"{Performance} is missing");
        findings.Check(File.Exists(Path.Combine(results, Order)), $"{Order} is missing");
        foreach (var name in own.Intersect(others, StringComparer.Ordinal))
        {
            var actual = File.ReadAllBytes(Path.Combine(results, name));
            var expected = File.ReadAllBytes(Path.Combine(reference, name));
            var same = actual.AsSpan().CommonPrefixLength(expected);
            findings.Check(
                actual.Length == expected.Length && same == actual.Length,
                $"{name} differs from the reference engine's from byte {same} of {expected.Length} on");
        }
    }

    private static List<string> FilesOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder)
            .Select(file => Path.GetFileName(file)!)
            .Where(name => name is not Performance and not Order)
            .Order(StringComparer.Ordinal),
    ];
}
