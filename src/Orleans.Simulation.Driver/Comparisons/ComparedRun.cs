using System.Text.Json;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Comparisons;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Comparisons;

/// <summary>A run to compare with others, with what it came to at the bounds of what is known, if it was played there.</summary>
/// <param name="Path">The folder as it was named.</param>
/// <param name="Base">Its summary.</param>
/// <param name="Low">That of the run where the fleet takes as little as it may; null: not played.</param>
/// <param name="High">That of the run where it takes as much as it may; null: not played.</param>
public sealed record ComparedRun(string Path, RunSummary Base, RunSummary? Low = null, RunSummary? High = null)
{
    /// <summary>Name of the folder of the run itself, in a folder of runs at bounds.</summary>
    public const string BaseFolder = "base";

    /// <summary>Name of the folder of the run at the low end.</summary>
    public const string LowFolder = "low";

    /// <summary>Name of the folder of the run at the high end.</summary>
    public const string HighFolder = "high";

    private const string Expected = "a folder of results, or one that run --bounds has written";

    /// <summary>Whether all that it consists of got to the end.</summary>
    public bool IsComplete => Parts.All(part => part.Complete);

    /// <summary>The runs that it consists of.</summary>
    public IEnumerable<RunSummary> Parts => new[] { Base, Low, High }.OfType<RunSummary>();

    /// <summary>A figure of the run, and the range in which it lies at bounds; null: the run has none, or not at both.</summary>
    public (Measurement Value, decimal? Low, decimal? High) Measure(ComparedFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var value = figure.Of(Base);
        if (Low is null || High is null)
        {
            return (value, null, null);
        }

        decimal?[] all = [value.Value, figure.Of(Low).Value, figure.Of(High).Value];
        return all.Contains(null) ? (value, null, null) : (value, all.Min(), all.Max());
    }

    /// <summary>Reads runs, so that all that is wrong with any of them is said at once.</summary>
    /// <param name="paths">Their folders.</param>
    /// <exception cref="InvalidInputException">One is no folder of results, or of another version; with every issue.</exception>
    public static IReadOnlyList<ComparedRun> ReadAll(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var (runs, issues) = (new List<ComparedRun>(), new List<InputIssue>());
        foreach (var path in paths)
        {
            try
            {
                runs.Add(Read(path));
            }
            catch (InvalidInputException exception)
            {
                issues.AddRange(exception.Issues);
            }
        }

        return issues.Count == 0 ? runs : throw new InvalidInputException([.. issues.Distinct()]);
    }

    private static ComparedRun Read(string path)
    {
        if (!Directory.Exists(System.IO.Path.Combine(path, BaseFolder)) || HasSummary(path))
        {
            return new(path, Summary(path));
        }

        var parts = new List<RunSummary>();
        var issues = new List<InputIssue>();
        foreach (var part in (string[])[BaseFolder, LowFolder, HighFolder])
        {
            try
            {
                parts.Add(Summary(System.IO.Path.Combine(path, part)));
            }
            catch (InvalidInputException exception)
            {
                issues.AddRange(exception.Issues);
            }
        }

        return issues.Count == 0 ? new(path, parts[0], parts[1], parts[2]) : throw new InvalidInputException(issues);
    }

    private static RunSummary Summary(string path)
    {
        var order = System.IO.Path.Combine(path, RunOrder.FileName);
        if (!HasSummary(path))
        {
            throw Refused(path, File.Exists(order) ? "an unfinished run"
                : !Directory.Exists(path) ? "not there"
                : $"without {ResultFolder.SummaryFile}");
        }

        if (!File.Exists(order))
        {
            throw Refused(path, $"without {RunOrder.FileName}");
        }

        var version = RunOrder.Read(order).Specification.Scenario.Version;
        if (version != PreparedRun.Version)
        {
            var expected = $"of this version, {PreparedRun.Version}, since others may count otherwise";
            throw new InvalidInputException([new(path, $"of version {version}", expected)]);
        }

        return ReadSummary(System.IO.Path.Combine(path, ResultFolder.SummaryFile));
    }

    private static RunSummary ReadSummary(string file)
    {
        try
        {
            var summary = JsonSerializer.Deserialize<RunSummary>(File.ReadAllBytes(file), ResultJson.Options);
            return summary is { Fleet: not null, Jobs: not null, Goodput: not null }
                && summary is { Energy: not null, Carbon: not null, Cost: not null }
                ? summary
                : throw Damaged("it lacks a part");
        }
        catch (JsonException exception)
        {
            throw Damaged(exception.Message.ReplaceLineEndings(" "));
        }

        InvalidInputException Damaged(string why) => new([new(file, $"damaged ({why})", "as the run left it")]);
    }

    private static bool HasSummary(string path) => File.Exists(System.IO.Path.Combine(path, ResultFolder.SummaryFile));

    private static InvalidInputException Refused(string path, string actual) => new([new(path, actual, Expected)]);
}
