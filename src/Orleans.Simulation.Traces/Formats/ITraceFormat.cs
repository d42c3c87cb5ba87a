using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Formats;

/// <summary>A file format of job traces.</summary>
public interface ITraceFormat
{
    /// <summary>Name in scenarios: lower case, unique.</summary>
    string Name { get; }

    /// <summary>One line for help texts: what it is and which columns it has.</summary>
    string Description { get; }

    /// <summary>Whether a file with this header is likely to be of this format.</summary>
    /// <param name="columns">The names in the header, in their order.</param>
    bool Recognizes(IReadOnlyCollection<string> columns);

    /// <summary>Whether jobs of a file with this header may state what they compute, and not how long they run.</summary>
    /// <param name="columns">The names in the header, in their order.</param>
    bool StatesFlops(IReadOnlyCollection<string> columns);

    /// <summary>Reads jobs one by one; never holds more of the file than a line.</summary>
    /// <param name="reader">The text; left open. What it throws while reading passes through.</param>
    /// <param name="fileName">Name of the file in issues.</param>
    /// <param name="clock">How submissions become virtual time.</param>
    /// <param name="issues">Gets every issue; a line with an issue gives no job.</param>
    /// <returns>The jobs without an issue, in the order of the file.</returns>
    IEnumerable<TraceJob> Read(TextReader reader, string fileName, SubmissionClock clock, IssueLog issues);
}
