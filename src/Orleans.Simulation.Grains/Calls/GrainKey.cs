using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Grains.Calls;

/// <summary>The integer key of a grain: run, data center, rack and slot, packed so that it needs no text and no table.</summary>
/// <remarks>
/// Bits from the top: 16 run, 12 data center, 24 rack, 8 slot; 60 in all, so a key is never negative. A rack has the key of
/// its slot 0, a data center that of its rack 0, a fleet that of its data center 0, a relay that of one of its racks: the
/// grain's type tells them apart.
/// </remarks>
/// <param name="Value">The packed key.</param>
public readonly record struct GrainKey(long Value)
{
    /// <summary>Runs that a cluster can tell apart.</summary>
    public const int MaxRuns = 1 << RunBits;

    /// <summary>Data centers of a fleet.</summary>
    public const int MaxDataCenters = 1 << DataCenterBits;

    /// <summary>Racks of a data center.</summary>
    public const int MaxRacks = 1 << RackBits;

    private const int SlotBits = 8;
    private const int RackBits = 24;
    private const int DataCenterBits = 12;
    private const int RunBits = 16;

    /// <summary>Makes a key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A part does not fit its bits.</exception>
    public GrainKey(int run, int dataCenter, int rack, int slot)
        : this(Pack(run, dataCenter, rack, slot))
    {
    }

    /// <summary>Number of the run.</summary>
    public int Run => (int)(Value >> (SlotBits + RackBits + DataCenterBits));

    /// <summary>Index of the data center in the fleet.</summary>
    public int DataCenter => (int)((Value >> (SlotBits + RackBits)) & (MaxDataCenters - 1));

    /// <summary>Index of the rack in the data center.</summary>
    public int Rack => (int)((Value >> SlotBits) & (MaxRacks - 1));

    /// <summary>Index of the chip in the rack.</summary>
    public int Slot => (int)(Value & (DataCenterTopology.MaxChipsPerRack - 1));

    /// <summary>The key of a chip in this rack.</summary>
    public GrainKey Chip(int slot) => new(Run, DataCenter, Rack, slot);

    /// <summary>The key of a rack in this data center.</summary>
    public GrainKey RackAt(int rack) => new(Run, DataCenter, rack, 0);

    /// <summary>The key of a data center in this fleet.</summary>
    public GrainKey DataCenterAt(int dataCenter) => new(Run, dataCenter, 0, 0);

    /// <inheritdoc/>
    public override string ToString() => $"run {Run}, data center {DataCenter}, rack {Rack}, slot {Slot}";

    private static long Pack(int run, int dataCenter, int rack, int slot)
    {
        Check(run, MaxRuns, nameof(run));
        Check(dataCenter, MaxDataCenters, nameof(dataCenter));
        Check(rack, MaxRacks, nameof(rack));
        Check(slot, DataCenterTopology.MaxChipsPerRack, nameof(slot));
        return ((((((long)run << DataCenterBits) | (uint)dataCenter) << RackBits) | (uint)rack) << SlotBits) | (uint)slot;
    }

    private static void Check(int part, int limit, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, limit, name);
    }
}
