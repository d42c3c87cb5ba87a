using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Brokers;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>What the jobs of random fleets have chips do, source by source, and what these draw then.</summary>
internal static class RandomActivities
{
    /// <summary>Activities of all sources, or of none.</summary>
    public static Gen<JobActivity[]> Any { get; } =
        Gen.OneOf(Gen.Enum<JobActivity>().Array[RandomBrokers.Sources], Gen.Const<JobActivity[]>([]));

    /// <summary>A fleet with these activities, whose data centers have chips of their own kind.</summary>
    public static FleetPlan With(this FleetPlan plan, JobActivity[] activities) =>
        plan with { DataCenters = [.. plan.DataCenters.Select(each => each.With(activities))] };

    private static DataCenterPlan With(this DataCenterPlan plan, JobActivity[] activities) => plan with
    {
        Activities = activities,
        Chip = plan.Chip with
        {
            Loaded = new(plan.Chip.Idle.Milliwatts + (50_000 * plan.Index)),
            MemoryBound = new((plan.Chip.Idle + plan.Chip.Busy).Milliwatts / (3 - plan.Index)),
            ComputeBound = new((plan.Chip.Busy.Milliwatts * (1 + plan.Index)) + 77_777),
        },
    };
}
