using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A rack type: equal hosts of equal chips.</summary>
/// <remarks>Results rest on its shape, its overheads and its conversion only; the rest is for the reader and later models.</remarks>
public sealed record RackTypeSpec
{
    /// <summary>The lowest <see cref="Conversion"/> that can be stated: no power supply that is sold is worse.</summary>
    public const decimal MinConversion = 0.5m;

    /// <summary>The <see cref="Conversion"/> of a rack type that states none.</summary>
    public static Sourced<decimal> NoConversion { get; } =
        new(1, Low: null, High: null, "[G]", "powers are those at the rack's input: what conversion loses is in hostOverhead")
        {
            Confidence = Confidence.Assumed,
        };

    /// <summary>The <see cref="NetworkOverhead"/> of a rack type that states none.</summary>
    public static Sourced<Watts> NoNetwork { get; } =
        new(default, Low: null, High: null, "[G]", "none of its own: what the network draws is in hostOverhead or rackOverhead")
        {
            Confidence = Confidence.Assumed,
        };

    /// <summary>Name in the catalog or the scenario: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the type that it is based on is not known, so that anything may be missing. Never so in a valid scenario.</summary>
    public bool LacksBase { get; init; }

    /// <summary>What it is. Default: empty.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Name of its chip type, in the scenario or the catalog.</summary>
    public required string Chip { get; init; }

    /// <summary>Chips in a host, 1 to 256.</summary>
    public required Sourced<int> ChipsPerHost { get; init; }

    /// <summary>Hosts in a rack, 1 to 256; hosts times chips per host must not exceed 256 chips.</summary>
    public required Sourced<int> HostsPerRack { get; init; }

    /// <summary>
    /// Constant power of a host besides its chips: processors and their memory, NICs, fans, power supplies, and scale-up switches
    /// that are built into it.
    /// </summary>
    public required Sourced<Watts> HostOverhead { get; init; }

    /// <summary>Constant power of a rack besides its hosts and network: storage, pumps, management.</summary>
    public required Sourced<Watts> RackOverhead { get; init; }

    /// <summary>
    /// Constant power of a rack's share in the network: scale-up switches of their own, scale-out switches, optics. Default:
    /// <see cref="NoNetwork"/>.
    /// </summary>
    public Sourced<Watts> NetworkOverhead { get; init; } = NoNetwork;

    /// <summary>
    /// Efficiency of the conversion of power at the rack's input, behind which chips, hosts, network and rack draw their powers;
    /// <see cref="MinConversion"/> to 1, in whole millionths. Default: <see cref="NoConversion"/>. Conversions are at 0.94 to 0.97 [G].
    /// </summary>
    public Sourced<decimal> Conversion { get; init; } = NoConversion;

    /// <summary>Rated power of a host with its chips. Default: null, not published.</summary>
    public Sourced<Watts>? HostRating { get; init; }

    /// <summary>Rated power of a full rack. Default: null, not published.</summary>
    public Sourced<Watts>? RackRating { get; init; }

    /// <summary>Chips that scale-up links join. Default: null, not published.</summary>
    public Sourced<int>? ScaleUpDomain { get; init; }

    /// <summary>How they join them. Default: null, not published.</summary>
    public Sourced<ScaleUpTopology>? Topology { get; init; }

    /// <summary>Scale-out network of a host in bits a second. Default: null, not published.</summary>
    public Sourced<decimal>? ScaleOut { get; init; }

    /// <summary>Chips in a full rack.</summary>
    public int ChipsPerRack => ChipsPerHost.Value * HostsPerRack.Value;
}
