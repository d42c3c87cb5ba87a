using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>What the binding of a document found: objections with their paths, and every value with its place.</summary>
internal sealed class BindingRecord
{
    private readonly List<InputIssue> _issues = [];
    private readonly List<string> _paths = [];
    private readonly List<BoundValue> _values = [];

    /// <summary>The issues in the order of finding.</summary>
    public IReadOnlyList<InputIssue> All => _issues;

    /// <summary>The values that were asked for, in that order; also those that the document does not give.</summary>
    public IReadOnlyList<BoundValue> Values => _values;

    /// <summary>Adds an issue at a node.</summary>
    public void Add(NodeOrigin origin, string path, string actual, string expected)
    {
        _issues.Add(new InputIssue(origin.Describe(path), actual, expected));
        _paths.Add(path);
    }

    /// <summary>Adds a value.</summary>
    public void Add(BoundValue value) => _values.Add(value);

    /// <summary>
    /// Whether an issue at a path may be only the echo of one that is known: on the same branch, above or below.
    /// </summary>
    public bool MayEcho(string path) => _paths.Exists(known => NodePath.Covers(path, known) || NodePath.Covers(known, path));
}

/// <summary>A value that the binding of a document asked for.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Origin">Where it is given; null: nowhere.</param>
/// <param name="Text">As it is given, lists on one line; null: nowhere.</param>
/// <param name="Default">What holds where it is not given; null: nothing, or it has to be given.</param>
internal sealed record BoundValue(string Path, NodeOrigin? Origin, string? Text, string? Default);
