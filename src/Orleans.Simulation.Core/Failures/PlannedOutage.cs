using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>An outage that is known beforehand: a row of a failure trace, or maintenance.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Duration">How long it lasts; above zero. Crews have nothing to do with it.</param>
/// <param name="Cause">Index of its name in <see cref="DataCenters.DataCenterPlan.OutageCauses"/>.</param>
/// <param name="Hosts">The hosts that are down.</param>
public sealed record PlannedOutage(VirtualTime Start, VirtualDuration Duration, int Cause, HostSeries Hosts)
{
    /// <summary>
    /// The only chip that is down, by its index in the data center counted in full racks, in place of the hosts. Default: null.
    /// </summary>
    public int? Chip { get; init; }
}

/// <summary>Hosts of a data center: every so many-th one, around the end of the data center and on at its beginning.</summary>
/// <param name="First">Index of the first one.</param>
/// <param name="Step">Steps from one to the next; without a divisor in common with the number of hosts, or 1.</param>
/// <param name="Count">How many they are; at least 1, at most all.</param>
public readonly record struct HostSeries(int First, int Step, int Count);
