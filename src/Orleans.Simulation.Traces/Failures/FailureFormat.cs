using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>A format of failure traces: its columns, and what a row of them means.</summary>
internal abstract class FailureFormat
{
    /// <summary>All formats, the native one first.</summary>
    public static IReadOnlyList<FailureFormat> All { get; } = [new NativeFailureFormat(), new OpenDcFailureFormat()];

    /// <summary>Name in documents: lower case, unique.</summary>
    public abstract string Name { get; }

    /// <summary>One line for messages: what it is and which columns it has.</summary>
    public abstract string Description { get; }

    /// <summary>Columns that must be there, in the order in which the documentation shows them.</summary>
    public abstract IReadOnlyList<string> Required { get; }

    /// <summary>Columns that may be there.</summary>
    public abstract IReadOnlyList<string> Optional { get; }

    /// <summary>Whether a table with these columns is of this format.</summary>
    public bool Recognizes(IReadOnlyCollection<string> columns) => Required.All(columns.Contains);

    /// <summary>Starts before the first row of a table.</summary>
    /// <param name="row">The current row of the table.</param>
    /// <param name="header">Its header, which has all required columns.</param>
    /// <param name="issues">Where the table notes issues.</param>
    public abstract OutageParser Parser(ITableRow row, TableHeader header, IssueLog issues);
}
