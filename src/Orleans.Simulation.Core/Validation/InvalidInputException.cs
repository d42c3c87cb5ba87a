namespace Orleans.Simulation.Core.Validation;

/// <summary>A user's input cannot be used; carries every issue that was found, not only the first.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Makes an exception without issues.</summary>
    public InvalidInputException()
        : this([])
    {
    }

    /// <summary>Makes an exception for a single problem that has no better place.</summary>
    public InvalidInputException(string message)
        : base(message) => Issues = [];

    /// <summary>Makes an exception for a single problem that follows from another exception.</summary>
    public InvalidInputException(string message, Exception innerException)
        : base(message, innerException) => Issues = [];

    /// <summary>Makes an exception from issues.</summary>
    /// <param name="issues">All issues found, in the order in which they are to be shown.</param>
    public InvalidInputException(IReadOnlyList<InputIssue> issues)
        : base(string.Join(Environment.NewLine, issues)) => Issues = issues;

    /// <summary>All issues found.</summary>
    public IReadOnlyList<InputIssue> Issues { get; }
}
