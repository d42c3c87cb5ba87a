using System.Globalization;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks that the power provisioned for data centers lets jobs start.</summary>
public static class PowerValidator
{
    private const decimal MilliwattsPerKilowatt = 1_000_000;

    /// <summary>Checks a plan whose rates are all known, also those from files.</summary>
    /// <param name="scenario">Its scenario.</param>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<InputIssue> Validate(Scenario scenario, FleetPlan plan)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        return Worst(plan.DataCenters.Select(each =>
            Shortage(
                scenario,
                each.Index,
                each.Power,
                each.Provisioned,
                [.. each.Activities.Distinct().Select(activity => each.PowerBudgetAt(each.SlowestLevel, activity))],
                each.Site.Pue)));
    }

    /// <summary>Checks a scenario; what depends on files is checked once they have been read.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its hardware.</param>
    /// <param name="chips">Chips of each data center; null when the fleet is not sound.</param>
    internal static IEnumerable<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog, IReadOnlyList<long>? chips)
    {
        foreach (var (index, dataCenter) in scenario.Fleet.DataCenters.Index())
        {
            var section = $"fleet.dataCenters[{index}].power";
            if (dataCenter.Power.Control is not null && !PowerCompiler.Power(scenario, index).IsProvisioned)
            {
                yield return Idle(section);
            }

            foreach (var issue in Twice(section, dataCenter.Power)
                .Concat(Speeds(section, dataCenter.Power, Slows(scenario, index)))
                .Concat(Smoothing(section, dataCenter.Power, HasRampLimit(scenario, index))))
            {
                yield return issue;
            }
        }

        var all = Enumerable.Range(0, scenario.Fleet.DataCenters.Count);
        foreach (var issue in Twice("power", scenario.Power)
            .Concat(Speeds("power", scenario.Power, all.Any(index => Slows(scenario, index))))
            .Concat(Smoothing("power", scenario.Power, all.Any(index => HasRampLimit(scenario, index)))))
        {
            yield return issue;
        }

        if (scenario.Power.Control is not null && !all.Any(index => PowerCompiler.Power(scenario, index).IsProvisioned))
        {
            yield return Idle("power");
        }

        if (chips is null)
        {
            yield break;
        }

        foreach (var issue in Worst(all.Select(index => Shortage(
            scenario,
            index,
            PowerCompiler.Power(scenario, index),
            PowerCompiler.Provisioned(scenario, index, catalog, chips[index]),
            [
                .. PowerCompiler.Activities(scenario)
                    .Select(activity => PowerCompiler.Budget(scenario, index, catalog, chips[index], activity))
                    .OfType<PowerBudget>(),
            ],
            PowerCompiler.Pue(scenario, index, catalog)))))
        {
            yield return issue;
        }
    }

    private static bool Slows(Scenario scenario, int index) => PowerCompiler.Power(scenario, index).Control == PowerControl.Cap;

    private static bool HasRampLimit(Scenario scenario, int index) => PowerCompiler.Power(scenario, index).RampLimit is not null;

    private static IEnumerable<InputIssue> Smoothing(string section, PowerSpec power, bool hasLimit)
    {
        (string Key, bool IsGiven)[] keys = [("filler", power.Filler is not null), ("storage", power.Storage is not null)];
        return keys
            .Where(each => each.IsGiven && !hasLimit)
            .Select(each => new InputIssue(
                $"{section}.{each.Key}", "given where ramps have no limit", $"left out, or {section}.rampLimit given"));
    }

    private static IEnumerable<InputIssue> Speeds(string section, PowerSpec power, bool areUsed)
    {
        var leftOut = $"left out, or {section}.control: cap given with {section}.provisioned or oversubscription";
        if (power.Speeds is not null && !areUsed)
        {
            yield return new($"{section}.speeds", "given where chips are not slowed", leftOut);
        }

        if (power.RaiseInterval is not null && !areUsed)
        {
            yield return new($"{section}.raiseInterval", "given where chips are not slowed", leftOut);
        }

        foreach (var (index, speed) in (power.Speeds ?? []).Index().Skip(1))
        {
            var before = power.Speeds![index - 1];
            if (speed.Speed >= before.Speed)
            {
                yield return new(
                    $"{section}.speeds[{index}].speed", $"{speed.Speed}", $"less than {section}.speeds[{index - 1}].speed, which is {before.Speed}");
            }

            if (speed.Power > before.Power)
            {
                yield return new(
                    $"{section}.speeds[{index}].power",
                    $"{speed.Power}",
                    $"at most {section}.speeds[{index - 1}].power, which is {before.Power}");
            }
        }
    }

    private static IEnumerable<InputIssue> Twice(string section, PowerSpec power) => power is { Provisioned: not null, Oversubscription: not null }
        ? [new($"{section}.oversubscription", "given beside provisioned", $"left out, or {section}.provisioned left out")]
        : [];

    private static InputIssue Idle(string section) =>
        new($"{section}.control", "given where no power is provisioned", $"left out, or {section}.provisioned given");

    /// <summary>Of data centers that share a value, the one that needs most speaks for all.</summary>
    private static IEnumerable<InputIssue> Worst(IEnumerable<(Watts Needed, InputIssue Issue)?> shortages) => shortages
        .Where(shortage => shortage is not null)
        .GroupBy(shortage => shortage!.Value.Issue.Where, StringComparer.Ordinal)
        .Select(same => same.MaxBy(shortage => shortage!.Value.Needed.Milliwatts)!.Value.Issue);

    private static (Watts Needed, InputIssue Issue)? Shortage(
        Scenario scenario, int index, PowerPlan power, Watts? limit, IReadOnlyList<PowerBudget> budgets, RateSeries pue)
    {
        if (power.Control == PowerControl.Report
            || limit is not { } provisioned
            || budgets.Count == 0
            || pue.Values.Count == 0
            || budgets.MaxBy(each => each.Extra.Milliwatts) is var budget && budget.ChipsWithin(PowerBudget.Feeds(provisioned, pue.Highest)) >= 1)
        {
            return null;
        }

        var dataCenter = scenario.Fleet.DataCenters[index];
        var path = dataCenter.Power.SaysProvisioned ? $"fleet.dataCenters[{index}].power" : "power";
        var needed = budget.Needs(1, pue.Highest);
        var least = $"{Kilowatts(needed)}: what {dataCenter.Name} may draw at its highest PUE with one chip at work{Slowly(power)} and the "
            + $"others idle, or failed where that draws more; or {path}.control: report";
        var issue = power.Oversubscription is { } times
            ? new InputIssue(
                $"{path}.oversubscription",
                $"{Times(times)}, which is {Kilowatts(provisioned)}",
                $"at most {Times((int)((Int128)times * provisioned.Milliwatts / needed.Milliwatts))}, which is at least {least}")
            : new InputIssue($"{path}.provisioned", Kilowatts(provisioned), $"at least {least}");
        return (needed, issue);
    }

    private static string Slowly(PowerPlan power) => power.Control == PowerControl.Cap ? " at its lowest speed" : string.Empty;

    private static string Times(int millionths) =>
        string.Create(CultureInfo.InvariantCulture, $"{millionths / (decimal)PowerPlan.Covered:0.######}");

    private static string Kilowatts(Watts power) =>
        string.Create(CultureInfo.InvariantCulture, $"{power.Milliwatts / MilliwattsPerKilowatt:0.######} kW");
}
