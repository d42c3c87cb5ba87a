using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A rack type: equal hosts of equal chips.</summary>
public sealed record RackTypeSpec
{
    /// <summary>Name in the catalog or the scenario: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is. Default: empty.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Name of its chip type, in the scenario or the catalog.</summary>
    public required string Chip { get; init; }

    /// <summary>Chips in a host, 1 to 256.</summary>
    public required int ChipsPerHost { get; init; }

    /// <summary>Hosts in a rack, 1 to 256; hosts times chips per host must not exceed 256 chips.</summary>
    public required int HostsPerRack { get; init; }

    /// <summary>Where the numbers of chips and hosts come from. Default: empty.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Constant power of a host besides its chips.</summary>
    public required Sourced<Watts> HostOverhead { get; init; }

    /// <summary>Constant power of a rack besides its hosts.</summary>
    public required Sourced<Watts> RackOverhead { get; init; }

    /// <summary>Chips in a full rack.</summary>
    public int ChipsPerRack => ChipsPerHost * HostsPerRack;
}
