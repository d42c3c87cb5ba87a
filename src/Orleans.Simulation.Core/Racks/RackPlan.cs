using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>Everything that determines what a rack and its chips do of their own accord. All chips of a rack share it.</summary>
/// <param name="DataCenter">Name of the data center, for messages.</param>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Chips">Chips in the rack.</param>
/// <param name="FirstChip">Number of its first chip in the fleet: the chips draw under their numbers.</param>
/// <param name="Chip">Chip type.</param>
/// <param name="Overhead">Constant power of the rack, its hosts and its share in the network, besides the chips.</param>
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
    private const uint Million = 1_000_000;

    /// <summary>Chips in a host. Default: 1.</summary>
    public int ChipsPerHost { get; init; } = 1;

    /// <summary>
    /// All causes of the data center beyond single chips; the rack draws those of its hosts and its own. Default: none.
    /// </summary>
    public IReadOnlyList<ComponentCause> Components { get; init; } = [];

    /// <summary>Share of hosts that are lemons, times a million. Default: 0.</summary>
    public int LemonPartsPerMillion { get; init; }

    /// <summary>How many times as often lemons fail. Default: 1.</summary>
    public int LemonFactor { get; init; } = 1;

    /// <summary>The plan of one rack of a data center.</summary>
    public static RackPlan For(DataCenterPlan plan, int rack) => new(
        plan.Name,
        rack,
        plan.Topology.ChipsIn(rack),
        plan.FirstChip + ((long)rack * plan.Topology.ChipsPerRack),
        plan.Chip,
        (plan.HostOverhead * plan.Topology.HostsIn(rack)) + plan.NetworkOverhead + plan.RackOverhead,
        plan.Failures.Enabled,
        plan.Seed)
    {
        ChipsPerHost = plan.Topology.ChipsPerHost,
        Components = plan.Failures.Enabled ? plan.Failures.Components : [],
        LemonPartsPerMillion = plan.Failures.LemonPartsPerMillion,
        LemonFactor = plan.Failures.LemonFactor,
    };

    /// <summary>Mean time to failure of a chip, by the host it stands in.</summary>
    /// <param name="slot">Its place in the rack.</param>
    public VirtualDuration MeanTimeToFailureOf(int slot) =>
        IsLemon(slot) ? Shortened(Chip.MeanTimeToFailure) : Chip.MeanTimeToFailure;

    /// <summary>Mean time to failure of a component of the rack or of a host.</summary>
    /// <param name="cause">What fails.</param>
    /// <param name="slot">Place of the first chip that hangs on it.</param>
    public VirtualDuration MeanTimeToFailureOf(ComponentCause cause, int slot) =>
        cause.Domain == FailureDomain.Host && IsLemon(slot) ? Shortened(cause.MeanTimeToFailure) : cause.MeanTimeToFailure;

    /// <summary>The components of the rack: index of the cause, and of the host for those of hosts.</summary>
    public IEnumerable<(int Cause, int Unit)> ComponentsInOrder()
    {
        foreach (var (index, cause) in Components.Index())
        {
            for (var unit = 0; unit < cause.UnitsIn(((Chips - 1) / ChipsPerHost) + 1); unit++)
            {
                yield return (index, unit);
            }
        }
    }

    private VirtualDuration Shortened(VirtualDuration mean) => new(Math.Max(1, mean.Microseconds / LemonFactor));

    private bool IsLemon(int slot)
    {
        if (LemonPartsPerMillion == 0)
        {
            return false;
        }

        var host = FirstChip + (slot / ChipsPerHost * ChipsPerHost);
        return new RandomStream(Seed, RandomPurpose.Lemon).Draw(host, 0).X0 % Million < LemonPartsPerMillion;
    }
}
