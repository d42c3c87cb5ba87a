using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>What the binding of a document objected to, and at which paths.</summary>
internal sealed class BindingIssues
{
    private readonly List<InputIssue> _issues = [];
    private readonly List<string> _paths = [];

    /// <summary>The issues in the order of finding.</summary>
    public IReadOnlyList<InputIssue> All => _issues;

    /// <summary>Adds an issue at a node.</summary>
    public void Add(NodeOrigin origin, string path, string actual, string expected)
    {
        _issues.Add(new InputIssue(origin.Describe(path), actual, expected));
        _paths.Add(path);
    }

    /// <summary>
    /// Whether an issue at a path may be only the echo of one that is known: on the same branch, above or below.
    /// </summary>
    public bool MayEcho(string path) => _paths.Exists(known => NodePath.Covers(path, known) || NodePath.Covers(known, path));
}
