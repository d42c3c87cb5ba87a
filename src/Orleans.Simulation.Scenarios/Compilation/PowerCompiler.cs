using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Resolves what is asked of power: what a data center says itself comes before what holds for all.</summary>
internal static class PowerCompiler
{
    /// <summary>Most chips that jobs can hold at once in a data center for the power that is provisioned.</summary>
    /// <returns><see cref="int.MaxValue"/> where there is no limit, or it is not known yet.</returns>
    public static int MostPoweredChips(Scenario scenario, int index, HardwareCatalog catalog, long chips)
    {
        var pue = Pue(scenario, index, catalog);
        return Power(scenario, index) is { Provisioned: { } provisioned, Control: not PowerControl.Report }
            && pue.Values.Count > 0
            && Budget(scenario, index, catalog, chips) is { } budget
                ? budget.ChipsWithin(PowerBudget.Feeds(provisioned, pue.Highest))
                : int.MaxValue;
    }

    /// <summary>The budget of a data center; null: its chips have no power.</summary>
    public static PowerBudget? Budget(Scenario scenario, int index, HardwareCatalog catalog, long chips)
    {
        var rack = catalog.RackTypes[scenario.Fleet.DataCenters[index].Rack];
        var topology = new DataCenterTopology((int)chips, rack.ChipsPerRack, rack.ChipsPerHost.Value);
        var overhead = (rack.HostOverhead.Value * topology.Hosts) + (rack.RackOverhead.Value * topology.Racks);
        if (catalog.ChipTypes.GetValueOrDefault(rack.Chip) is not { Idle: { } idle, Busy: { } busy, Failed: { } failed })
        {
            return null;
        }

        var slowest = LowSpeeds(scenario, index, idle.Value, busy.Value) is [.., var low] ? low.Busy : busy.Value;
        return PowerBudget.Of(chips, idle.Value, slowest, failed.Value, overhead);
    }

    /// <summary>Speeds at which the chips of a data center can work when power is short; none unless it slows them.</summary>
    public static IReadOnlyList<ChipSpeed> LowSpeeds(Scenario scenario, int index, Watts idle, Watts busy)
    {
        if (Power(scenario, index).Control != PowerControl.Cap)
        {
            return [];
        }

        var speeds = scenario.Fleet.DataCenters[index].Power.Speeds ?? scenario.Power.Speeds ?? PowerSpec.DefaultSpeeds;
        return
        [
            .. speeds.Select(each => new ChipSpeed(
                (int)(each.Speed * ChipSpeed.Full), idle + new Watts((long)((busy - idle).Milliwatts * each.Power)))),
        ];
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

    /// <summary>What is asked of the power of a data center.</summary>
    /// <param name="scenario">A valid scenario.</param>
    /// <param name="index">Index of the data center.</param>
    public static PowerPlan Power(Scenario scenario, int index)
    {
        var (own, all) = (scenario.Fleet.DataCenters[index].Power, scenario.Power);
        return new()
        {
            RampInterval = own.RampInterval ?? all.RampInterval ?? PowerPlan.DefaultRampInterval,
            RampLimit = own.RampLimit ?? all.RampLimit,
            Smoothing = Smoothing(own.Filler ?? all.Filler ?? false, own.Storage ?? all.Storage),
            Provisioned = own.Provisioned ?? all.Provisioned,
            Control = (own.Provisioned ?? all.Provisioned) is null
                ? PowerControl.Admit
                : own.Control ?? all.Control ?? PowerControl.Admit,
            RaiseInterval = own.RaiseInterval ?? all.RaiseInterval ?? PowerPlan.DefaultRaiseInterval,
        };
    }
}
