using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Data centers whose powers are loads behind a conversion.</summary>
internal static class ConvertedPlans
{
    /// <summary>The same data center with the powers that its racks draw for their loads.</summary>
    /// <param name="plan">The data center, without a conversion or low speeds.</param>
    /// <param name="conversion">What is in its racks.</param>
    public static DataCenterPlan Behind(this DataCenterPlan plan, RackConversion conversion) => plan with
    {
        Conversion = conversion,
        HostOverhead = conversion.InputFor(plan.HostOverhead),
        NetworkOverhead = conversion.InputFor(plan.NetworkOverhead),
        RackOverhead = conversion.InputFor(plan.RackOverhead),
        Chip = plan.Chip with
        {
            Idle = conversion.InputFor(plan.Chip.Idle),
            Busy = conversion.InputFor(plan.Chip.Busy),
            Failed = conversion.InputFor(plan.Chip.Failed),
            Loaded = conversion.InputFor(plan.Chip.Power.Loaded),
            MemoryBound = conversion.InputFor(plan.Chip.Power.MemoryBound),
            ComputeBound = conversion.InputFor(plan.Chip.Power.ComputeBound),
        },
    };
}
