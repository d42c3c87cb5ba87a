using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What happened in one window of a data center.</summary>
/// <param name="Stopped">When it stopped because no jobs were left; null: it went on to the horizon.</param>
/// <param name="Ended">Jobs that completed, failed or were rejected, in the order in which they did.</param>
/// <param name="Failures">
/// Failures whose repair began, in the order in which it did; those of jobs when they were noticed.
/// </param>
/// <param name="Samples">Intervals of the time series that ended.</param>
/// <param name="Hashes">Windows of the rolling hashes that ended.</param>
/// <param name="Load">Levels at the end of the window.</param>
/// <param name="Events">Events processed.</param>
/// <param name="RackCalls">Racks that had to be called.</param>
/// <param name="ChipCalls">Chips that had to be called.</param>
public sealed record DataCenterReply(
    VirtualTime? Stopped,
    IReadOnlyList<JobRecord> Ended,
    IReadOnlyList<FailureRecord> Failures,
    IReadOnlyList<IntervalSample> Samples,
    IReadOnlyList<WindowHash> Hashes,
    DataCenterLoad Load,
    long Events,
    long RackCalls,
    long ChipCalls)
{
    /// <summary>What became of parts of gangs, in the order in which it happened. Default: nothing.</summary>
    public IReadOnlyList<GangNews> News { get; init; } = [];
}

/// <summary>Levels of a data center at an instant, for progress.</summary>
/// <param name="QueuedJobs">Waiting jobs.</param>
/// <param name="RunningJobs">Running jobs.</param>
/// <param name="BusyChips">Busy chips.</param>
/// <param name="FailedChips">Failed chips.</param>
public readonly record struct DataCenterLoad(int QueuedJobs, int RunningJobs, int BusyChips, int FailedChips);
