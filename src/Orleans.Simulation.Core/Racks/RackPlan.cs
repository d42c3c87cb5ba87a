using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Racks;

/// <summary>Everything that determines what a rack and its chips do of their own accord. All chips of a rack share it.</summary>
/// <param name="DataCenter">Name of the data center, for messages.</param>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Chips">Chips in the rack.</param>
/// <param name="FirstChip">Number of its first chip in the fleet: the chips draw under their numbers.</param>
/// <param name="Chip">Chip type.</param>
/// <param name="Overhead">Constant power of the rack and its hosts besides the chips.</param>
/// <param name="ChipsFail">Whether chips fail.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record RackPlan(
    string DataCenter,
    int Rack,
    int Chips,
    long FirstChip,
    ChipModel Chip,
    Watts Overhead,
    bool ChipsFail,
    ulong Seed)
{
    /// <summary>The plan of one rack of a data center.</summary>
    public static RackPlan For(DataCenterPlan plan, int rack) => new(
        plan.Name,
        rack,
        plan.Topology.ChipsIn(rack),
        plan.FirstChip + ((long)rack * plan.Topology.ChipsPerRack),
        plan.Chip,
        (plan.HostOverhead * plan.Topology.HostsIn(rack)) + plan.RackOverhead,
        plan.Failures.Enabled,
        plan.Seed);
}
