using System.Text.Json;
using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Reporting.Folders;

/// <summary>The folder of a run's results, which appears complete or not at all.</summary>
/// <remarks>
/// Everything is written into a hidden sibling, <c>.NAME.partial-TOKEN</c>, and renamed into place by
/// <see cref="Commit"/>. Earlier results step aside only then and are deleted last. Disposing without a commit removes the
/// sibling and any parent folder that was made for it. Siblings that a killed run leaves behind are harmless.
/// </remarks>
public sealed class ResultFolder : IDisposable
{
    /// <summary>Name of the file that holds the summary, and that marks a folder as one of results.</summary>
    public const string SummaryFile = "summary.json";

    /// <summary>Name of the file that says how the run went on its machine.</summary>
    public const string PerformanceFile = "performance.json";

    /// <summary>What the name of incomplete results adds to that of earlier ones, which they do not replace.</summary>
    public const string Incomplete = ".incomplete";

    private const string Partial = "partial";
    private const string Replaced = "replaced";
    private const string Rule = "a new or empty folder, or one of earlier results, in a place that can be written";

    private string _replacedPath;
    private readonly IReadOnlyList<string> _createdParents;
    private bool _settled;

    private ResultFolder(string path, string token, IReadOnlyList<string> createdParents)
    {
        Path = path;
        PartialPath = Hidden(path, Partial, token);
        _replacedPath = Hidden(path, Replaced, token);
        _createdParents = createdParents;
    }

    /// <summary>Full path at which the results will appear; beside the target once incomplete ones are committed there.</summary>
    public string Path { get; private set; }

    /// <summary>Full path of the folder into which they are written until then.</summary>
    public string PartialPath { get; }

    /// <summary>The full path of a target, through a link if it is one.</summary>
    /// <exception cref="InvalidInputException">It is the root of a file system.</exception>
    public static string Resolve(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

        // Renaming a link would leave the earlier results where the link points to.
        var link = new DirectoryInfo(full);
        var target = link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (System.IO.Path.GetDirectoryName(target) is null)
        {
            throw Refused(path, "the root of a file system");
        }

        return target;
    }

    /// <summary>Finds what is wrong with a target, by making and removing a partial folder for it.</summary>
    /// <param name="path">Where results are to appear, absolute or relative to the current folder.</param>
    /// <returns>Every issue found; empty when results can go there.</returns>
    public static IReadOnlyList<InputIssue> Check(string path)
    {
        try
        {
            Create(path).Dispose();
            return [];
        }
        catch (InvalidInputException exception)
        {
            return exception.Issues;
        }
    }

    /// <summary>Makes sure that results can go to a target, and makes the folder that collects them.</summary>
    /// <param name="path">Where results are to appear, absolute or relative to the current folder.</param>
    /// <exception cref="InvalidInputException">The target is taken by something else or cannot be written.</exception>
    public static ResultFolder Create(string path)
    {
        try
        {
            var target = Resolve(path);
            RestoreReplaced(target);
            AssertReplaceable(target);
            return CreatePartial(target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused(path, $"not usable ({exception.Message})");
        }
    }

    /// <summary>Removes what killed processes left of results that were to go to a target. Nobody else may be writing there.</summary>
    /// <param name="path">Where the results were to appear.</param>
    public static void DiscardAbandoned(string path)
    {
        var target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var parent = System.IO.Path.GetDirectoryName(target)!;
        if (Directory.Exists(parent))
        {
            var names = System.IO.Path.GetFileName(Hidden(target, Partial, "*"));
            Array.ForEach(Directory.GetDirectories(parent, names), DeleteQuietly);
        }
    }

    /// <summary>Full path of a file of the results, while they are being written.</summary>
    /// <param name="name">Name of the file.</param>
    public string FileOf(string name) => System.IO.Path.Combine(PartialPath, name);

    /// <summary>Puts the results in place of what is there.</summary>
    /// <param name="complete">
    /// Whether the run got to its end. Incomplete results do not replace earlier ones: they go to a folder beside them.
    /// </param>
    /// <exception cref="IOException">
    /// It cannot be done, for example because something else has taken the place. What is there stays, and the message
    /// says where the new results are: nothing of a long run is lost.
    /// </exception>
    public void Commit(bool complete = true)
    {
        ObjectDisposedException.ThrowIf(_settled, this);
        if (!complete && HoldsResults(Path))
        {
            Path += Incomplete;
            _replacedPath += Incomplete;
        }

        var occupied = Directory.Exists(Path);
        try
        {
            AssertReplaceable(Path);
            if (occupied)
            {
                Directory.Move(Path, _replacedPath);
            }

            MoveIntoPlace(occupied);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidInputException)
        {
            _settled = true;
            throw new IOException(
                $"Results cannot be put at {Path}: {exception.Message} They are complete in {PartialPath}: move them by hand.",
                exception);
        }

        _settled = true;
        DeleteQuietly(_replacedPath);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_settled)
        {
            return;
        }

        _settled = true;
        DeleteQuietly(PartialPath);
        RemoveEmpty(_createdParents);
    }

    private static string Hidden(string path, string kind, string token) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(path)!, $".{System.IO.Path.GetFileName(path)}.{kind}-{token}");

    /// <summary>Brings back earlier results that a process killed between the two renames of a commit had set aside.</summary>
    private static void RestoreReplaced(string target)
    {
        var parent = System.IO.Path.GetDirectoryName(target)!;
        if (Directory.Exists(target) || !Directory.Exists(parent))
        {
            return;
        }

        var name = System.IO.Path.GetFileName(Hidden(target, Replaced, "*"));
        if (Directory.EnumerateDirectories(parent, name).FirstOrDefault(HoldsResults) is { } replaced)
        {
            Directory.Move(replaced, target);
        }
    }

    private static void AssertReplaceable(string path)
    {
        if (File.Exists(path))
        {
            throw Refused(path, "a file");
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !HoldsResults(path))
        {
            throw Refused(path, $"a folder of other files (without a {SummaryFile} of results)");
        }
    }

    /// <summary>Whether a folder holds a summary of ours: other tools write a <c>summary.json</c>, too.</summary>
    private static bool HoldsResults(string path)
    {
        var summary = System.IO.Path.Combine(path, SummaryFile);
        if (!File.Exists(summary))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(summary));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("resultHash", out _)
                && document.RootElement.TryGetProperty("scenarioHash", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ResultFolder CreatePartial(string target)
    {
        var missing = MissingParents(target);
        if (missing.Find(File.Exists) is { } file)
        {
            throw Refused(target, $"below the file {file}");
        }

        var folder = new ResultFolder(target, $"{Environment.ProcessId}-{Guid.NewGuid():N}", missing);
        try
        {
            Directory.CreateDirectory(folder.PartialPath);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RemoveEmpty(missing);

            // The user knows the target, not the random name beside it.
            var message = exception.Message.Replace(folder.PartialPath, target, StringComparison.Ordinal);
            throw Refused(target, $"not writable ({message})");
        }
    }

    /// <summary>The folders above the target that do not exist yet, deepest first.</summary>
    private static List<string> MissingParents(string target)
    {
        List<string> missing = [];
        var parent = System.IO.Path.GetDirectoryName(target);
        while (parent is not null && !Directory.Exists(parent))
        {
            missing.Add(parent);
            parent = System.IO.Path.GetDirectoryName(parent);
        }

        return missing;
    }

    private void MoveIntoPlace(bool occupied)
    {
        try
        {
            Directory.Move(PartialPath, Path);
        }
        catch when (occupied)
        {
            Directory.Move(_replacedPath, Path);
            throw;
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A leftover is hidden and harmless; failing a run whose results are safe would be worse.
        }
    }

    private static void RemoveEmpty(IReadOnlyList<string> folders)
    {
        try
        {
            foreach (var folder in folders.Where(Directory.Exists))
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else uses the folder by now: it stays.
        }
    }

    private static InvalidInputException Refused(string path, string actual) => new([new InputIssue(path, actual, Rule)]);
}
