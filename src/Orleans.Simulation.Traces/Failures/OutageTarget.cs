namespace Orleans.Simulation.Traces.Failures;

/// <summary>What goes down in an outage: <see cref="NamedTarget"/> or <see cref="HostFraction"/>.</summary>
public abstract record OutageTarget
{
    private protected OutageTarget()
    {
    }
}

/// <summary>A data center, a rack, a host or a chip, by name and position; whether the fleet has it is not known.</summary>
/// <param name="DataCenter">Name of the data center; not empty, without <c>/</c>.</param>
/// <param name="Rack">Index of the rack in the data center, from 0; null: the whole data center.</param>
/// <param name="Host">Index of the host in the rack, from 0; null: no host but the whole rack or a chip.</param>
/// <param name="Chip">Slot of the chip in the rack, from 0; null: no chip but the whole rack or a host.</param>
/// <remarks>A host or a chip comes with a rack, and never both of them.</remarks>
public sealed record NamedTarget(string DataCenter, int? Rack = null, int? Host = null, int? Chip = null) : OutageTarget
{
    /// <summary>The path as it stands in a trace, such as <c>east/rack3/chip17</c>.</summary>
    public override string ToString() =>
        $"{DataCenter}{Step(EntityPath.RackWord, Rack)}{Step(EntityPath.HostWord, Host)}{Step(EntityPath.ChipWord, Chip)}";

    private static string Step(string word, int? index) => index is null ? string.Empty : $"/{word}{index}";
}

/// <summary>A share of all hosts of the fleet; which ones is open.</summary>
/// <param name="PartsPerMillion">
/// The share, 1 to 1,000,000, rounded up: traces give fractions of a number of hosts (7/12 as 0.5833333333333334), and
/// rounding down would lose a host.
/// </param>
public sealed record HostFraction(int PartsPerMillion) : OutageTarget
{
    /// <summary>Parts per million that stand for all hosts.</summary>
    public const int AllHosts = 1_000_000;

    /// <summary>How many hosts go down in a fleet: the share, rounded down as OpenDC does; none when that is below 1.</summary>
    /// <param name="hosts">Hosts of the fleet; at least 0.</param>
    /// <remarks>Source: github.com/atlarge-research/opendc, StochasticVictimSelector.</remarks>
    public int CountOf(int hosts) => (int)((long)hosts * PartsPerMillion / AllHosts);
}
