namespace Orleans.Simulation.Core.Topology;

/// <summary>How the chips of a data center stand in hosts and racks: equal racks, the last of which may be partly filled.</summary>
/// <param name="Chips">Chips in the data center; at least 1.</param>
/// <param name="ChipsPerRack">Chips in a full rack; 1 to <see cref="MaxChipsPerRack"/>.</param>
/// <param name="ChipsPerHost">Chips in a host; divides <paramref name="ChipsPerRack"/>.</param>
public sealed record DataCenterTopology(int Chips, int ChipsPerRack, int ChipsPerHost)
{
    /// <summary>Chips that a rack can hold at most: a chip's slot is 8 bits of its grain key.</summary>
    public const int MaxChipsPerRack = 256;

    /// <summary>Racks, the partly filled one among them.</summary>
    public int Racks => ((Chips - 1) / ChipsPerRack) + 1;

    /// <summary>Hosts, a partly filled one among them.</summary>
    public int Hosts => ((Chips - 1) / ChipsPerHost) + 1;

    /// <summary>Chips in one rack.</summary>
    public int ChipsIn(int rack) => Math.Min(ChipsPerRack, Chips - (rack * ChipsPerRack));

    /// <summary>Hosts in one rack.</summary>
    public int HostsIn(int rack) => ((ChipsIn(rack) - 1) / ChipsPerHost) + 1;
}
