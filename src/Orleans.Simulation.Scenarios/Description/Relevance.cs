using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>Knows on which values the results of a scenario do not rest, since other values make them idle.</summary>
internal sealed class Relevance(Scenario scenario)
{
    private const string Failures = "failures.";

    private readonly bool _nothingFails = !scenario.Failures.Enabled && scenario.Failures.Trace is null;
    private readonly bool _allHavePue = scenario.Fleet.DataCenters.All(dataCenter => dataCenter.Pue is not null);

    /// <summary>The value, marked as one on which results do not rest where that is so.</summary>
    public DescribedValue Apply(DescribedValue value) => IsIdle(value.Path) ? value with { DeterminesResults = false } : value;

    /// <summary>Whether there is such a thing: nothing is repaired where jobs fail by themselves.</summary>
    public bool Exists(DescribedValue value) =>
        value.Origin != ValueOrigin.Default
        || !scenario.Failures.Components.Index().Any(each =>
            each.Item.Domain == FailureDomain.Job && value.Path == $"failures.components[{each.Index}].repair");

    private bool IsIdle(string path)
    {
        var failures = scenario.Failures;
        return path switch
        {
            "energy.pue" => _allHavePue,
            _ when IsOfChip(path, "meanTimeToFailure") => !failures.Enabled || failures.MeanTimeToFailure is not null,
            _ when IsOfChip(path, "causes") => !failures.Enabled || failures.Causes is not null,
            _ when IsOfChip(path, "failed") => _nothingFails,
            _ => _nothingFails && path.StartsWith(Failures, StringComparison.Ordinal) && path != $"{Failures}enabled",
        };
    }

    private static bool IsOfChip(string path, string key) =>
        path.StartsWith("chipTypes.", StringComparison.Ordinal) && path.EndsWith($".{key}", StringComparison.Ordinal);
}
