using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Reporting;

/// <summary>What results say of a data center besides its index.</summary>
/// <param name="Name">Name in the scenario.</param>
/// <param name="ChipType">Name of its chip type in the catalog.</param>
/// <param name="Chips">Its chips; at least 1.</param>
/// <param name="Racks">Its racks; at least 1.</param>
/// <param name="ChipsPerRack">Chips in a full rack.</param>
/// <param name="ChipsPerHost">Chips in a host.</param>
/// <param name="FirstChip">Chips of the data centers before it: makes a chip's number unique in the fleet.</param>
/// <param name="Site">What its site makes of IT energy.</param>
/// <param name="Causes">Causes of failure, in the order in which records refer to them.</param>
public sealed record DataCenterLabel(
    string Name,
    string ChipType,
    int Chips,
    int Racks,
    int ChipsPerRack,
    int ChipsPerHost,
    long FirstChip,
    SitePlan Site,
    IReadOnlyList<CauseLabel> Causes)
{
    /// <summary>How fast its chips compute. Default: null, no job of the run states its FLOPs.</summary>
    public EffectiveSpeed? Speed { get; init; }

    /// <summary>What is asked of its power as a whole. Default: nothing.</summary>
    public PowerPlan Power { get; init; } = PowerPlan.Plain;

    /// <summary>The most that its facility could draw. Default: none.</summary>
    public Watts HighestDraw { get; init; }

    /// <summary>Power that is provisioned for its facility. Default: null, without limit.</summary>
    public Watts? Provisioned { get; init; }

    /// <summary>Its power besides its chips, at the inputs of the racks. Default: none.</summary>
    public OverheadPower Overhead { get; init; }

    /// <summary>What converts the power of its racks. Default: nothing is lost.</summary>
    public RackConversion Conversion { get; init; } = RackConversion.None;

    /// <summary>Whether batteries bridge what it hangs on. Default: false.</summary>
    public bool HasBatteries { get; init; }

    /// <summary>Takes the labels of a data center from its plan.</summary>
    public static DataCenterLabel Of(DataCenterPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new(
            plan.Name,
            plan.Chip.Name,
            plan.Topology.Chips,
            plan.Topology.Racks,
            plan.Topology.ChipsPerRack,
            plan.Topology.ChipsPerHost,
            plan.FirstChip,
            plan.Site,
            CauseLabel.Of(plan))
        {
            Speed = plan.Speed,
            Power = plan.Power,
            HighestDraw = plan.HighestDraw,
            Provisioned = plan.Provisioned,
            Overhead = plan.Overhead,
            Conversion = plan.Conversion,
            HasBatteries = plan.Failures.Components.Any(cause => cause.Batteries is not null),
        };
    }

    /// <summary>Index, in its rack, of the host that holds a slot.</summary>
    /// <param name="slot">Index of the chip in the rack.</param>
    public int HostOf(int slot) => slot / ChipsPerHost;

    /// <summary>Number of a chip that is unique in the fleet.</summary>
    /// <param name="rack">Index of the rack in the data center.</param>
    /// <param name="slot">Index of the chip in the rack.</param>
    public long ChipNumberOf(int rack, int slot) => FirstChip + ((long)rack * ChipsPerRack) + slot;
}
