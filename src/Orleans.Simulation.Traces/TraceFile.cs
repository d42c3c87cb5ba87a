using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces;

/// <summary>Trace files on disk.</summary>
public static class TraceFile
{
    /// <summary>Opens a file for reading as text: UTF-8, or what its byte order mark says.</summary>
    /// <exception cref="InvalidInputException">The file is missing, a directory or not readable.</exception>
    public static TextReader Open(string file) => new StreamReader(OpenBytes(file));

    /// <summary>Opens a file for reading as bytes.</summary>
    /// <exception cref="InvalidInputException">The file is missing, a directory or not readable.</exception>
    internal static Stream OpenBytes(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Directory.Exists(file))
        {
            throw Unreadable(file, "a directory");
        }

        if (!File.Exists(file))
        {
            throw Unreadable(file, "missing");
        }

        return Guard(file, () => File.OpenRead(file));
    }

    /// <summary>Reads the jobs of a source one by one; for a file that <see cref="TraceValidation"/> has passed.</summary>
    /// <remarks>The file opens with the first job that is asked for and closes with the enumerator.</remarks>
    /// <exception cref="InvalidInputException">While reading: the file has an issue, and no job after it is given.</exception>
    public static IEnumerable<TraceJob> Read(TraceSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Read(source, new IssueLog(), stopAtIssue: true);
    }

    /// <summary>Reads the jobs of a source that have no issue, and notes the issues.</summary>
    /// <param name="source">The source.</param>
    /// <param name="issues">Gets the issues.</param>
    /// <param name="stopAtIssue">Whether the first issue throws.</param>
    internal static IEnumerable<TraceJob> Read(TraceSource source, IssueLog issues, bool stopAtIssue)
    {
        var clock = new SubmissionClock(source.Shift, source.TimeScale);
        var format = Guard(source.File, () => TraceFormats.Resolve(source.Format, source.File));
        using var reader = Open(source.File);
        using var jobs = format.Read(reader, source.File, clock, issues).GetEnumerator();
        while (Guard(source.File, jobs.MoveNext))
        {
            if (stopAtIssue)
            {
                issues.ThrowIfAny(source.File);
            }

            yield return jobs.Current;
        }

        if (stopAtIssue)
        {
            issues.ThrowIfAny(source.File);
        }
    }

    /// <summary>Reads from a file, and makes an issue of what the operating system has against it.</summary>
    /// <exception cref="InvalidInputException">The file is not readable.</exception>
    internal static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, $"unreadable ({exception.Message.TrimEnd('.')})");
        }
    }

    private static InvalidInputException Unreadable(string file, string actual) =>
        new([new InputIssue(file, actual, "a readable file")]);
}
