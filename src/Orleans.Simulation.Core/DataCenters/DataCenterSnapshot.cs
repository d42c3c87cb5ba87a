using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>All that a data center knows at a checkpoint, besides what its racks know.</summary>
/// <remarks>
/// What follows from other parts is not in it: free chips from jobs and repairs, promises from the racks. Nothing in it
/// depends on how the run was cut into windows or spread over silos.
/// </remarks>
/// <param name="Now">The instant of the checkpoint.</param>
/// <param name="PassAt">When the next scheduling pass is due.</param>
/// <param name="Events">
/// Pending completions, outages, ends of time on batteries, detections, repairs, releases and ends of patience in their order, also
/// those of interrupted attempts.
/// </param>
/// <param name="Postponed">Jobs that are postponed, by release and number.</param>
/// <param name="Waiting">Waiting jobs in the order in which they are tried.</param>
/// <param name="Barred">Parts of gangs that may not join the queue, by number.</param>
/// <param name="Running">Running jobs by number.</param>
/// <param name="Awaiting">Jobs that keep chips until they have enough, or until their peers have, by number.</param>
/// <param name="Undetected">Failures that nobody has noticed yet, by site and number.</param>
/// <param name="WaitingForCrew">Failures that wait for a crew, in the order in which they get one.</param>
/// <param name="UnderRepair">Failures whose repair has begun, by site and number.</param>
/// <param name="WatchedHosts">Hosts that failed lately.</param>
/// <param name="EvictedHosts">Hosts that were taken out of service.</param>
/// <param name="Batteries">Its batteries; null: it has none.</param>
/// <param name="Meter">Levels and integrals.</param>
/// <param name="Hashes">Rolling hashes.</param>
public sealed record DataCenterSnapshot(
    VirtualTime Now,
    VirtualTime PassAt,
    IReadOnlyList<EventKey> Events,
    IReadOnlyList<JobArrival> Postponed,
    IReadOnlyList<JobSnapshot> Waiting,
    IReadOnlyList<JobSnapshot> Barred,
    IReadOnlyList<JobSnapshot> Running,
    IReadOnlyList<JobSnapshot> Awaiting,
    IReadOnlyList<OpenFailure> Undetected,
    IReadOnlyList<OpenFailure> WaitingForCrew,
    IReadOnlyList<OpenFailure> UnderRepair,
    IReadOnlyList<HostFailures> WatchedHosts,
    IReadOnlyList<int> EvictedHosts,
    BatterySnapshot? Batteries,
    MeterSnapshot Meter,
    HashesSnapshot Hashes);
