using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>How large jobs can be in a data center.</summary>
/// <param name="Chips">Its chips.</param>
/// <param name="LargestJob">Chips of the largest job that can start there: spares are kept back, and placement may want full racks.</param>
/// <param name="Speed">How fast its chips compute; null: no job states its FLOPs, or they cannot be computed there.</param>
internal sealed record JobRoom(long Chips, long LargestJob, EffectiveSpeed? Speed)
{
    /// <summary>The same room where jobs can hold some chips at once and no more.</summary>
    public JobRoom Within(int mostChips) => this with { LargestJob = Math.Min(LargestJob, mostChips) };

    /// <summary>The rooms of a fleet that is sound, whatever power is provisioned.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its rack types.</param>
    /// <param name="chips">Chips of each data center.</param>
    public static IReadOnlyList<JobRoom> Of(Scenario scenario, HardwareCatalog catalog, IReadOnlyList<long> chips) =>
    [
        .. scenario.Fleet.DataCenters.Zip(chips, (dataCenter, count) =>
        {
            var rack = catalog.RackTypes[dataCenter.Rack];
            var topology = new DataCenterTopology((int)count, rack.ChipsPerRack, rack.ChipsPerHost.Value);
            var failures = scenario.Failures;
            return new JobRoom(
                count,
                DataCenterPlan.LargestJobOf(topology, scenario.Scheduler.Placement, failures.Spares, failures.SparesPerRack),
                catalog.ChipTypes.GetValueOrDefault(rack.Chip) is { } chip ? SpeedCompiler.Speed(scenario, chip) : null);
        }),
    ];
}
