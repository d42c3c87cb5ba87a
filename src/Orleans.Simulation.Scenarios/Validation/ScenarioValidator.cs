using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Finds what is inconsistent in a scenario whose single values are all in range.</summary>
public static class ScenarioValidator
{
    /// <summary>The most intervals of the time series of one data center.</summary>
    public const long MaxIntervals = 10_000_000;

    /// <summary>Looks at everything and returns all issues.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="traceFormats">Names of the trace formats that can be read.</param>
    /// <returns>Issues whose <see cref="InputIssue.Where"/> is a scenario path; empty when the scenario can be run.</returns>
    public static IReadOnlyList<InputIssue> Validate(Scenario scenario, IReadOnlyList<string> traceFormats)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(traceFormats);
        var catalog = HardwareCatalog.For(scenario);
        var issues = new List<InputIssue>();
        issues.AddRange(ChipTypeValidator.Validate(scenario.ChipTypes, PowerCompiler.Activities(scenario)));
        issues.AddRange(RackTypeValidator.Validate(scenario.RackTypes, catalog));
        var (chips, fleetIssues) = FleetValidator.Validate(scenario.Fleet, catalog);
        issues.AddRange(fleetIssues);
        var rooms = chips is null ? null : JobRoom.Of(scenario, catalog, chips);
        var powered = rooms is null || chips is null ? null : PowerCompiler.Activities(scenario).ToDictionary(
            activity => activity,
            activity => (IReadOnlyList<JobRoom>)[.. rooms.Select((room, index) =>
                room.Within(PowerCompiler.MostPoweredChips(scenario, index, catalog, chips[index], activity)))]);
        var compute = ComputeValidator.Validate(scenario, catalog).ToList();
        issues.AddRange(WorkloadValidator.Validate(scenario, catalog, compute.Count == 0 ? powered : null, traceFormats));
        issues.AddRange(compute);
        issues.AddRange(FailureValidator.Validate(scenario.Failures, chips, Lives(scenario, catalog)));
        issues.AddRange(SparesValidator.Validate(scenario, catalog, rooms));
        issues.AddRange(SiteValidator.Validate(scenario));
        issues.AddRange(PowerValidator.Validate(scenario, catalog, chips));
        issues.AddRange(StepValidator.Validate(scenario, catalog, isFleetSound: rooms is not null));
        issues.AddRange(BrokerValidator.Validate(scenario, catalog, isFleetSound: rooms is not null));
        issues.AddRange(Outputs(scenario));
        issues.AddRange(PublishedValidator.Validate(scenario, catalog));
        return issues;
    }

    /// <summary>Issues for names that occur more than once in a list.</summary>
    internal static IEnumerable<InputIssue> Duplicates(IEnumerable<string> names, string path)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
        {
            if (name.Length > 0 && !first.TryAdd(name, index))
            {
                yield return new InputIssue(
                    $"{path}[{index}].name", $"\"{name}\" again", $"unique; {path}[{first[name]}] has this name already");
            }
        }
    }

    /// <summary>An issue for a name that nothing has, with the nearest that something has.</summary>
    /// <param name="path">Where the name stands.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that there are.</param>
    public static InputIssue Unknown(string path, string name, IEnumerable<string> known)
    {
        var nearest = Binding.NearestWord.Find(name, known);
        return new InputIssue(
            path,
            Yaml.ScalarNode.Quote(name),
            $"one of {string.Join(", ", known)}{(nearest is null ? string.Empty : $"; did you mean {nearest}?")}");
    }

    /// <summary>Mean times to failure of the chips of the fleet that can fail, as far as their types are known.</summary>
    private static IEnumerable<VirtualDuration> Lives(Scenario scenario, HardwareCatalog catalog) =>
        scenario.Fleet.DataCenters
            .Select(dataCenter => catalog.RackTypes.GetValueOrDefault(dataCenter.Rack))
            .OfType<RackTypeSpec>()
            .Select(rack => catalog.ChipTypes.GetValueOrDefault(rack.Chip))
            .OfType<ChipTypeSpec>()
            .Select(chip => scenario.Failures.MeanTimeToFailure ?? chip.MeanTimeToFailure.Value)
            .Where(life => life > VirtualDuration.Zero);

    private static IEnumerable<InputIssue> Outputs(Scenario scenario)
    {
        if (scenario.Duration is { } duration && duration / scenario.Outputs.Interval > MaxIntervals)
        {
            yield return new InputIssue(
                "outputs.interval",
                $"{scenario.Outputs.Interval} in a run of {duration}",
                $"long enough for at most {MaxIntervals} intervals");
        }
    }
}
