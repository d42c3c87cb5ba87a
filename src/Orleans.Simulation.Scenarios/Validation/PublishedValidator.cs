using System.Globalization;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks the published figures of a scenario.</summary>
internal static class PublishedValidator
{
    private const string Section = "published";

    /// <summary>Checks the section.</summary>
    public static IEnumerable<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog)
    {
        var causes = Causes(scenario, catalog);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, published) in scenario.Published.Index())
        {
            var path = $"{Section}[{index}]";
            foreach (var issue in Figure(published.Figure, $"{path}.figure", causes).Concat(Band(published, path)))
            {
                yield return issue;
            }

            if (!first.TryAdd(published.Figure, index))
            {
                yield return new InputIssue(
                    $"{path}.figure",
                    $"{Yaml.ScalarNode.Quote(published.Figure)} again",
                    $"unique; {Section}[{first[published.Figure]}] has it already");
            }
        }
    }

    private static IEnumerable<InputIssue> Figure(string text, string path, SortedSet<string> causes)
    {
        var (name, argument) = FigureKind.Split(text);
        var figure = FigureKind.All.FirstOrDefault(each => each.Name == name);
        if (figure is null)
        {
            yield return ScenarioValidator.Unknown(path, name, FigureKind.All.Select(each => each.Name));
        }
        else if (argument is not null && figure.Argument is null)
        {
            yield return new InputIssue(path, Yaml.ScalarNode.Quote(text), $"{name} alone: nothing follows it");
        }
        else if (argument is not null && figure.Argument == FigureArgument.Cause && !causes.Contains(argument))
        {
            yield return ScenarioValidator.Unknown(path, argument, causes);
        }
        else if (argument is not null && figure.Argument == FigureArgument.Chips && !IsSize(argument))
        {
            yield return new InputIssue(
                path, Yaml.ScalarNode.Quote(text), $"{name} and, after a colon, an integer from 1 to {FleetSpec.MaxChips}");
        }
    }

    private static IEnumerable<InputIssue> Band(PublishedSpec published, string path)
    {
        if (published.Low > published.Value)
        {
            yield return new InputIssue(
                $"{path}.low", $"{Text(published.Low)}", $"at most the value, which is {Text(published.Value)}");
        }

        if (published.High < published.Value)
        {
            yield return new InputIssue(
                $"{path}.high", $"{Text(published.High)}", $"at least the value, which is {Text(published.Value)}");
        }
    }

    private static SortedSet<string> Causes(Scenario scenario, HardwareCatalog catalog)
    {
        var chips = scenario.Fleet.DataCenters
            .Select(dataCenter => catalog.RackTypes.GetValueOrDefault(dataCenter.Rack))
            .Select(rack => rack is null ? null : catalog.ChipTypes.GetValueOrDefault(rack.Chip))
            .SelectMany(chip => scenario.Failures.Causes ?? chip?.Causes ?? [])
            .Select(cause => cause.Name);
        return new(chips.Concat(scenario.Failures.Components.Select(cause => cause.Name)), StringComparer.Ordinal);
    }

    private static bool IsSize(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var chips)
        && chips is >= 1 and <= FleetSpec.MaxChips;

    private static string? Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);
}
