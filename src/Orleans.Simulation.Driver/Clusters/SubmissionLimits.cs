using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Grains.Silos;
using Orleans.Simulation.Scenarios.Compilation;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>What a cluster takes from clients: they may be anybody who reaches its gateway.</summary>
internal static class SubmissionLimits
{
    /// <summary>Characters of a scenario; the loader has the same limit in bytes.</summary>
    public const int MaxScenario = 1 << 20;

    /// <summary>Overrides of a submission.</summary>
    public const int MaxOverrides = 1_000;

    /// <summary>Characters of an override, and of the name of a scenario.</summary>
    public const int MaxText = 4_096;

    /// <summary>Links on the way to a file; systems follow some forty.</summary>
    private const int MaxLinks = 40;

    private static readonly TimeSpan MaxPatience = TimeSpan.FromDays(7);

    /// <summary>Checks the size of a submission before anything reads it.</summary>
    /// <exception cref="InvalidInputException">It is too large, or from another version.</exception>
    public static void MustHold(RunSubmission submission)
    {
        var issues = new List<InputIssue>();
        var (version, patience) = (SiloFacts.OfThisProcess.Version, submission.SiloPatience);
        Check(submission.Version == version, "client", $"of version {submission.Version}", $"of the cluster's version, {version}");
        CheckLength("scenario", submission.Scenario, MaxScenario);
        CheckLength("name of the scenario", submission.Origin, MaxText);
        Check(
            submission.Overrides.Count <= MaxOverrides,
            "--set",
            $"given {submission.Overrides.Count} times",
            $"given at most {MaxOverrides} times");
        CheckLength("--set", submission.Overrides.MaxBy(text => text.Length) ?? string.Empty, MaxText);
        Check(submission.SilosNeeded is >= 1 and <= 10_000, "--silos-needed", $"{submission.SilosNeeded}", "1 to 10000");
        Check(
            patience > TimeSpan.Zero && patience <= MaxPatience,
            "--silo-patience",
            $"{patience}",
            $"greater than zero and at most {MaxPatience.TotalDays:0} days");
        CheckSeconds("--checkpoint-every", submission.CheckpointEverySeconds);
        CheckSeconds("--window", submission.WindowSeconds);
        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }

        void CheckLength(string where, string text, int most) =>
            Check(text.Length <= most, where, $"{text.Length} characters long", $"at most {most} characters long");

        void CheckSeconds(string where, double? seconds) =>
            Check(seconds is null or (> 0 and < 1e12), where, $"{seconds} s", "greater than zero");

        void Check(bool holds, string where, string actual, string expected)
        {
            if (!holds)
            {
                issues.Add(new(where, actual, expected));
            }
        }
    }

    /// <summary>Checks that a scenario reads only traces in the folder that the silo was given, links resolved.</summary>
    /// <exception cref="InvalidInputException">It names others.</exception>
    public static void MustBeConfined(CompiledScenario scenario, string? traces)
    {
        var files = scenario.Sources.OfType<TraceSource>()
            .Select(source => (Where: $"workload.sources: {source.Name}", source.File))
            .Concat(scenario.FailureTrace is { } failures ? [("failures.trace", failures)] : [])
            .Concat(scenario.Series.Select(series => (Where: series.Key, series.File)).Distinct());
        var issues = files
            .Where(each => traces is null || !IsBelow(each.File, traces))
            .Select(each => new InputIssue(
                each.Where,
                "a file outside the folder of the cluster's traces",
                traces is null
                    ? "without traces: the silos were started without --traces"
                    : "a file below the folder given to the silos by --traces, named relative to it"))
            .ToList();
        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }
    }

    private static bool IsBelow(string file, string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Real(folder)) + Path.DirectorySeparatorChar;
        return Real(file).StartsWith(root, StringComparison.Ordinal);
    }

    /// <summary>The full path with every link in it resolved, those that links lead through among them.</summary>
    private static string Real(string path)
    {
        path = Path.GetFullPath(path);
        for (var links = 0; links < MaxLinks; links++)
        {
            if (WithoutFirstLink(path) is not { } next)
            {
                return path;
            }

            path = next;
        }

        // A circle: no file, and so below no folder.
        return string.Empty;
    }

    /// <summary>The path with its first link replaced by what that links to; null: there is none.</summary>
    private static string? WithoutFirstLink(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var parts = path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < parts.Length; index++)
        {
            var next = Path.Combine(real, parts[index]);
            if (new FileInfo(next).LinkTarget is { } target)
            {
                return Path.GetFullPath(Path.Combine([real, target, .. parts[(index + 1)..]]));
            }

            real = next;
        }

        return null;
    }
}
