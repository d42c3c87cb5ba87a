using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Traces.Validation;

/// <summary>The issues of one input: the first ones in full, the rest as a number, so that memory stays bounded.</summary>
public sealed class IssueLog
{
    /// <summary>Issues that are kept and shown; 20 fill a terminal, and more seldom help.</summary>
    public const int MaxShown = 20;

    private readonly List<InputIssue> _shown = [];

    /// <summary>All issues found so far.</summary>
    public long Count { get; private set; }

    /// <summary>Issues that are counted but not kept.</summary>
    public long Hidden => Count - _shown.Count;

    /// <summary>The first issues in the order in which they were found; at most <see cref="MaxShown"/>.</summary>
    public IReadOnlyList<InputIssue> Shown => _shown;

    /// <summary>Notes an issue.</summary>
    public void Add(InputIssue issue)
    {
        Count++;
        if (_shown.Count < MaxShown)
        {
            _shown.Add(issue);
        }
    }

    /// <summary>The issues kept and, when there are more, a last one that says how many.</summary>
    /// <param name="fileName">Where the last one stands.</param>
    public IReadOnlyList<InputIssue> Summarize(string fileName) =>
        Hidden == 0
            ? [.. _shown]
            : [.. _shown, new InputIssue(fileName, $"wrong in these places and {Hidden} more", "without issues")];

    /// <summary>Does nothing when there is no issue.</summary>
    /// <exception cref="InvalidInputException">There is one; carries <see cref="Summarize"/>.</exception>
    public void ThrowIfAny(string fileName)
    {
        if (Count > 0)
        {
            throw new InvalidInputException(Summarize(fileName));
        }
    }
}
