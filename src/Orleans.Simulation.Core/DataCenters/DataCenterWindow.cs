using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>One window of a data center.</summary>
/// <param name="Horizon">Everything before this instant happens in the window, nothing at or after it.</param>
/// <param name="Arrivals">Jobs submitted in the window, in order of submission and number.</param>
/// <param name="MayStop">
/// Whether the data center may stop as soon as it has no jobs left: no more will arrive, and the run ends with the jobs.
/// </param>
public sealed record DataCenterWindow(VirtualTime Horizon, IReadOnlyList<JobArrival> Arrivals, bool MayStop)
{
    /// <summary>
    /// What parts of gangs do as the window begins, by job; the directives of one part in the order in which they take effect.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<GangDirective> Directives { get; init; } = [];

    /// <summary>The last instant of the window: where the clock stands when it is done.</summary>
    public VirtualTime LastInstant => new(Horizon.Microseconds - 1);
}
