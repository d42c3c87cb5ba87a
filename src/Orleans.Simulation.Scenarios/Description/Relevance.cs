using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Description;

/// <summary>Knows on which values the results of a scenario do not rest, since other values make them idle.</summary>
internal sealed class Relevance(Scenario scenario)
{
    private const string Failures = "failures.";

    private readonly bool _nothingFails = !scenario.Failures.Enabled && scenario.Failures.Trace is null;
    private readonly bool _statesFlops = SpeedCompiler.StatesFlops(scenario);
    private readonly bool _hasSteps = scenario.Workload.Sources.Any(source => source.Step is not null);
    private readonly PowerPlan[] _power =
        [.. scenario.Fleet.DataCenters.Select((_, index) => PowerCompiler.Power(scenario, index))];

    private readonly bool _allHavePue = All(scenario, site => site.HasPue, region => region.Pue);
    private readonly bool _allHaveCarbon = All(scenario, site => site.HasCarbon, region => region.Carbon);
    private readonly bool _allHavePrice = All(scenario, site => site.HasPrice, region => region.Price);

    /// <summary>The value, marked as one on which results do not rest where that is so.</summary>
    public DescribedValue Apply(DescribedValue value) => IsIdle(value.Path) ? value with { DeterminesResults = false } : value;

    /// <summary>
    /// Whether there is such a thing: nothing is repaired where jobs fail by themselves, nor computed where none states its FLOPs,
    /// no power runs short where none is provisioned, no ramp is smoothed where none is too large, nothing swings where no job has steps, no batteries recharge where
    /// there are none, no gang waits for news where jobs are whole or their parts on their own, and nothing is more important than the
    /// rest where sources do not differ in that.
    /// </summary>
    public bool Exists(DescribedValue value) =>
        value.Origin != ValueOrigin.Default
        || !(IsRepairOfJobs(value.Path)
            || IsRechargeOfNothing(value.Path)
            || IsIdleComputing(value.Path)
            || IsIdlePower(value.Path)
            || IsIdleGang(value.Path)
            || IsIdlePriority(value.Path));

    private bool IsIdleGang(string path) => path == "broker.news"
        ? !scenario.Workload.Sources.Any(source => source.Gang)
        : scenario.Workload.Sources.Index().Any(each => each.Item.Sites == 1 && path == $"workload.sources[{each.Index}].gang");

    private bool IsIdlePriority(string path) =>
        !scenario.Workload.HasPriorities
        && path.StartsWith("workload.sources[", StringComparison.Ordinal)
        && path.EndsWith("].priority", StringComparison.Ordinal);

    private bool IsRepairOfJobs(string path) => scenario.Failures.Components.Index().Any(each =>
        each.Item.Domain == FailureDomain.Job && path == $"failures.components[{each.Index}].repair");

    private bool IsRechargeOfNothing(string path) => scenario.Failures.Components.Index().Any(each =>
        each.Item.RideThrough is null && path == $"failures.components[{each.Index}].recharge");

    private bool IsIdlePower(string path) => path switch
    {
        "power.control" => !_power.Any(power => power.IsProvisioned),
        "power.speeds" or "power.raiseInterval" => _power.All(power => power.Control != PowerControl.Cap),
        "power.rangeWindow" => _power.All(power => power.RangeLimit is null),
        "power.rateLimit" or "power.stepEdge" or "power.stepStorage" or "power.stepFiller" => !_hasSteps,
        "power.filler" or "power.storage" => _power.All(power => power.RampLimit is null),
        _ => false,
    };

    private bool IsIdleComputing(string path) => !_statesFlops && NodePath.Covers("compute", path);

    private bool IsIdle(string path)
    {
        var failures = scenario.Failures;
        return path switch
        {
            _ when IsIdleComputing(path) => true,
            "broker.news" => IsIdleGang(path),
            _ when IsIdlePriority(path) => true,
            "broker.cost" => scenario.Broker.Policy != BrokerPolicy.Cheapest,
            _ when NodePath.Covers("energy.pue", path) => _allHavePue,
            _ when NodePath.Covers("energy.carbon", path) => _allHaveCarbon,
            _ when NodePath.Covers("energy.price", path) => _allHavePrice,
            "energy.chipPrice" => scenario.Fleet.DataCenters.All(dataCenter => dataCenter.ChipPrice is not null),
            _ when IsOfChip(path, "meanTimeToFailure") => !failures.Enabled || failures.MeanTimeToFailure is not null,
            _ when IsOfChip(path, "causes") => !failures.Enabled || failures.Causes is not null,
            _ when IsOfChip(path, "failed") => _nothingFails,
            _ => _nothingFails && path.StartsWith(Failures, StringComparison.Ordinal) && path != $"{Failures}enabled",
        };
    }

    private static bool All(Scenario scenario, Func<SiteSpec, bool> states, Func<RegionSpec, Sourced<decimal>?> figure) =>
        scenario.Fleet.DataCenters.All(dataCenter =>
            states(dataCenter.Site)
            || (dataCenter.Region is { } region && figure(RegionCatalog.All[region]) is not null));

    private static bool IsOfChip(string path, string key) =>
        path.StartsWith("chipTypes.", StringComparison.Ordinal) && path.EndsWith($".{key}", StringComparison.Ordinal);
}
