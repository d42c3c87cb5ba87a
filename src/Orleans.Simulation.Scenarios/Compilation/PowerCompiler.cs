using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Resolves what is asked of power: what a data center says itself comes before what holds for all.</summary>
internal static class PowerCompiler
{
    /// <summary>Most chips that jobs with an activity can hold at once in a data center for the power that is provisioned.</summary>
    /// <returns><see cref="int.MaxValue"/> where there is no limit, or it is not known yet.</returns>
    public static int MostPoweredChips(Scenario scenario, int index, HardwareCatalog catalog, long chips, JobActivity activity)
    {
        return Power(scenario, index).Control != PowerControl.Report
            && Provisioned(scenario, index, catalog, chips) is { } provisioned
            && Budget(scenario, index, catalog, chips, activity) is { } budget
            && Pue(scenario, index, catalog) is { Values.Count: > 0 } pue
                ? budget.ChipsWithin(PowerBudget.Feeds(provisioned, pue.Highest))
                : int.MaxValue;
    }

    /// <summary>Power that is provisioned for a data center.</summary>
    /// <returns>Null where there is no limit, or it is not known yet.</returns>
    public static Watts? Provisioned(Scenario scenario, int index, HardwareCatalog catalog, long chips)
    {
        var power = Power(scenario, index);
        if (power.Oversubscription is not { } times)
        {
            return power.Provisioned;
        }

        var pue = Pue(scenario, index, catalog);
        Watts[] draws =
        [
            .. Activities(scenario)
                .Select(activity => Budget(scenario, index, catalog, chips, activity, atFullSpeed: true))
                .OfType<PowerBudget>()
                .Where(_ => pue.Values.Count > 0)
                .Select(budget => budget.Needs((int)chips, pue.Highest)),
        ];
        return draws.Length == 0 ? null : PowerBudget.Oversubscribed(draws.MaxBy(draw => draw.Milliwatts), times);
    }

    /// <summary>The budget of a data center, at the lowest speed of its chips or at the full one; null: they have no power.</summary>
    public static PowerBudget? Budget(
        Scenario scenario, int index, HardwareCatalog catalog, long chips, JobActivity activity, bool atFullSpeed = false)
    {
        var rack = catalog.RackTypes[scenario.Fleet.DataCenters[index].Rack];
        var topology = new DataCenterTopology((int)chips, rack.ChipsPerRack, rack.ChipsPerHost.Value);
        var conversion = Conversion(rack);
        var overhead = (conversion.InputFor(rack.HostOverhead.Value) * topology.Hosts)
            + ((conversion.InputFor(rack.NetworkOverhead.Value) + conversion.InputFor(rack.RackOverhead.Value)) * topology.Racks);
        if (catalog.ChipTypes.GetValueOrDefault(rack.Chip) is not { Idle: { } idle, Busy: not null, Failed: { } failed } chip)
        {
            return null;
        }

        var power = !atFullSpeed && LowSpeeds(scenario, index, chip, conversion) is [.., var low]
            ? low.Power
            : conversion.InputFor(Power(chip));
        return PowerBudget.Of(
            chips, conversion.InputFor(idle.Value), power.Of(activity), conversion.InputFor(failed.Value), overhead);
    }

    /// <summary>What converts the power of a rack type.</summary>
    public static RackConversion Conversion(RackTypeSpec rack) => new((int)(rack.Conversion.Value * RackConversion.Unit));

    /// <summary>Power of a chip type whose power is known, by what jobs have it do.</summary>
    public static ActivityPower Power(ChipTypeSpec chip) => new(
        chip.Busy!.Value,
        chip.PowerOf(JobActivity.Loaded)!.Value,
        chip.PowerOf(JobActivity.MemoryBound)!.Value,
        chip.PowerOf(JobActivity.ComputeBound)!.Value);

    /// <summary>What sources have chips do, each activity once.</summary>
    public static IReadOnlyList<JobActivity> Activities(Scenario scenario) =>
        [.. scenario.Workload.Sources.Select(source => source.Activity).Distinct()];

    /// <summary>Activities of which results rest on the power of chips: what jobs do, and what they draw like within training steps.</summary>
    public static IReadOnlyList<JobActivity> PoweredActivities(Scenario scenario) => scenario.Workload.Sources.Any(source => source.Step?.Low == StepLow.Loaded)
        ? [.. Activities(scenario).Append(JobActivity.Loaded).Distinct()]
        : Activities(scenario);

    /// <summary>
    /// Speeds at which the chips of a data center can work when power is short, at the power that their racks draw for it; none unless
    /// it slows them.
    /// </summary>
    public static IReadOnlyList<ChipSpeed> LowSpeeds(Scenario scenario, int index, ChipTypeSpec chip, RackConversion conversion)
    {
        if (Power(scenario, index).Control != PowerControl.Cap)
        {
            return [];
        }

        var (idle, full) = (chip.Idle!.Value, Power(chip));
        var speeds = scenario.Fleet.DataCenters[index].Power.Speeds ?? scenario.Power.Speeds ?? PowerSpec.DefaultSpeeds;
        return
        [
            .. speeds.Select(each => new ChipSpeed(
                (int)(each.Speed * ChipSpeed.Full),
                conversion.InputFor(new ActivityPower(
                    Slowed(full.Training, each.Power),
                    Slowed(full.Loaded, each.Power),
                    Slowed(full.MemoryBound, each.Power),
                    Slowed(full.ComputeBound, each.Power))))),
        ];

        Watts Slowed(Watts power, decimal share) => idle + new Watts((long)((power - idle).Milliwatts * share));
    }

    /// <summary>The PUE of a data center; without values when it comes from a file.</summary>
    public static RateSeries Pue(Scenario scenario, int index, HardwareCatalog catalog)
    {
        var rack = catalog.RackTypes[scenario.Fleet.DataCenters[index].Rack];
        return catalog.ChipTypes.GetValueOrDefault(rack.Chip) is { } chip
            ? SiteCompiler.Site(scenario, index, chip).Pue
            : RateSeries.Constant(SitePlan.PueUnit);
    }

    private static RampSmoothing? Smoothing(bool filler, StorageSpec? storage) => !filler && storage is null ? null : new()
    {
        Filler = filler,
        StoragePower = storage?.Power ?? default,
        StorageCapacity = storage?.Capacity ?? default,
        StorageEfficiency = (int)((storage?.Efficiency ?? 1) * RampSmoothing.EfficiencyUnit),
    };

    private static StepSmoothing StepSmoothing(StepStorageSpec? storage, decimal filler) => new()
    {
        Storage = (int)((storage?.Share ?? 0) * Core.Energy.StepSmoothing.Unit),
        Efficiency = (int)((storage?.Efficiency ?? 1) * Core.Energy.StepSmoothing.Unit),
        Filler = (int)(filler * Core.Energy.StepSmoothing.Unit),
    };

    /// <summary>What is asked of the power of a data center.</summary>
    /// <param name="scenario">A valid scenario.</param>
    /// <param name="index">Index of the data center.</param>
    public static PowerPlan Power(Scenario scenario, int index)
    {
        var (own, all) = (scenario.Fleet.DataCenters[index].Power, scenario.Power);
        var provisioned = own.SaysProvisioned ? own : all;
        return new()
        {
            RampInterval = own.RampInterval ?? all.RampInterval ?? PowerPlan.DefaultRampInterval,
            RampLimit = own.RampLimit ?? all.RampLimit,
            Smoothing = Smoothing(own.Filler ?? all.Filler ?? false, own.Storage ?? all.Storage),
            RangeLimit = own.RangeLimit ?? all.RangeLimit,
            RangeWindow = own.RangeWindow ?? all.RangeWindow ?? PowerPlan.DefaultRangeWindow,
            RateLimit = own.RateLimit ?? all.RateLimit,
            StepEdge = own.StepEdge ?? all.StepEdge ?? PowerPlan.DefaultStepEdge,
            StepSmoothing = StepSmoothing(own.StepStorage ?? all.StepStorage, own.StepFiller ?? all.StepFiller ?? 0),
            Provisioned = provisioned.Provisioned,
            Oversubscription = (int?)(provisioned.Oversubscription * PowerPlan.Covered),
            Control = provisioned.SaysProvisioned ? own.Control ?? all.Control ?? PowerControl.Admit : PowerControl.Admit,
            RaiseInterval = own.RaiseInterval ?? all.RaiseInterval ?? PowerPlan.DefaultRaiseInterval,
        };
    }
}
