using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Validation;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Turns a scenario into the plan that an engine runs: pure, the same on every platform.</summary>
public static class ScenarioCompiler
{
    /// <summary>Compiles a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="baseFolder">
    /// Folder that relative trace files and the workload's folder are relative to; empty: the working directory.
    /// </param>
    /// <param name="traceFormats">
    /// Names of the trace formats that can be read; null: <see cref="TraceFormatNames.Default"/>.
    /// </param>
    /// <exception cref="InvalidInputException">The scenario is inconsistent; carries all issues, with scenario paths.</exception>
    public static CompiledScenario Compile(
        Scenario scenario,
        string baseFolder = "",
        IReadOnlyList<string>? traceFormats = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(baseFolder);
        var issues = ScenarioValidator.Validate(scenario, traceFormats ?? TraceFormatNames.Default);
        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }

        var plan = Plan(scenario);
        var notes = new List<string>();
        var sources = SourceCompiler.Compile(scenario, plan, baseFolder, notes);
        return new CompiledScenario(scenario, plan, sources, ScenarioHash.Of(scenario, plan, sources), notes)
        {
            Series = SiteCompiler.Series(scenario, baseFolder),
            FailureTrace = scenario.Failures.Trace is { } trace ? Path.Combine(baseFolder, trace) : null,
        };
    }

    private static FleetPlan Plan(Scenario scenario)
    {
        var catalog = HardwareCatalog.For(scenario);
        var racks = scenario.Fleet.DataCenters.Select(dataCenter => catalog.RackTypes[dataCenter.Rack]).ToList();
        var chips = FleetShares.Chips(scenario.Fleet, [.. racks.Select(rack => rack.ChipsPerRack)]);
        var plans = new List<DataCenterPlan>();
        var firstChip = 0L;
        for (var index = 0; index < racks.Count; index++)
        {
            plans.Add(DataCenter(scenario, index, firstChip, (int)chips[index], racks[index], catalog.ChipTypes[racks[index].Chip]));
            firstChip += chips[index];
        }

        return new FleetPlan(plans, scenario.Duration is { } duration ? VirtualTime.Zero + duration : VirtualTime.Never)
        {
            Broker = BrokerCompiler.Plan(scenario, catalog),
        };
    }

    private static DataCenterPlan DataCenter(
        Scenario scenario,
        int index,
        long firstChip,
        int chips,
        RackTypeSpec rack,
        ChipTypeSpec chip)
    {
        var spec = scenario.Fleet.DataCenters[index];
        var conversion = PowerCompiler.Conversion(rack);
        return new DataCenterPlan(
            index,
            spec.Name,
            firstChip,
            new DataCenterTopology(chips, rack.ChipsPerRack, rack.ChipsPerHost.Value),
            Chip(chip, conversion, scenario) with { LowSpeeds = PowerCompiler.LowSpeeds(scenario, index, chip, conversion) },
            conversion.InputFor(rack.HostOverhead.Value),
            conversion.InputFor(rack.RackOverhead.Value),
            SiteCompiler.Site(scenario, index, chip),
            new SchedulingPolicy(scenario.Scheduler.Order, scenario.Scheduler.Placement, scenario.Scheduler.Interval),
            FailureCompiler.Policy(scenario.Failures),
            scenario.Outputs.Interval,
            scenario.Seed)
        {
            Speed = SpeedCompiler.Speed(scenario, chip),
            Power = PowerCompiler.Power(scenario, index),
            NetworkOverhead = conversion.InputFor(rack.NetworkOverhead.Value),
            Conversion = conversion,
            Activities = [.. scenario.Workload.Sources.Select(source => source.Activity)],
            Steps = scenario.Workload.Sources.Any(source => source.Step is not null)
                ? [.. scenario.Workload.Sources.Select(source => source.Step?.Compiled)]
                : [],
            Priorities = scenario.Workload.Sources.All(source => source.Priority == 0)
                ? []
                : [.. scenario.Workload.Sources.Select(source => source.Priority)],
            GangSources = [.. scenario.Workload.Sources.Index().Where(source => source.Item.Gang).Select(source => source.Index)],
        };
    }

    // Validation has seen to it that the chips of a fleet have power: what their rack draws for them.
    private static ChipModel Chip(ChipTypeSpec type, RackConversion conversion, Scenario scenario) => new(
        type.Name,
        conversion.InputFor(type.Idle!.Value),
        conversion.InputFor(type.Busy!.Value),
        conversion.InputFor(type.Failed!.Value),
        scenario.Failures.MeanTimeToFailure ?? type.MeanTimeToFailure.Value,
        [.. (scenario.Failures.Causes ?? type.Causes).Select(cause => new FailureCause(cause.Name, cause.Weight))])
    {
        Loaded = type.Loaded is { } loaded ? conversion.InputFor(loaded.Value) : null,
        MemoryBound = type.MemoryBound is { } memoryBound ? conversion.InputFor(memoryBound.Value) : null,
        ComputeBound = type.ComputeBound is { } computeBound ? conversion.InputFor(computeBound.Value) : null,
        Shape = (double)scenario.Failures.Shape,
        IdleRatePerMille = (int)(scenario.Failures.IdleRate * ChipModel.SameRate),
    };
}
