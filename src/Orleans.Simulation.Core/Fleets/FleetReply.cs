using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>What happened in one window of the fleet. How a run is cut into windows does not change the sequence.</summary>
/// <param name="End">When the run ended; null: it goes on.</param>
/// <param name="Ended">Jobs that ended, by (end, data center, order there).</param>
/// <param name="Failures">Failures whose repair began, by (its begin, data center, order there); those of jobs when they were noticed.</param>
/// <param name="Samples">Intervals that ended, by (end, data center).</param>
/// <param name="Hashes">Windows of the rolling hashes that ended, by (end, data center).</param>
/// <param name="Loads">Levels at the end of the window, by data center.</param>
/// <param name="Submitted">Jobs handed to each data center since the start of the run.</param>
/// <param name="Work">What it took.</param>
public sealed record FleetReply(
    VirtualTime? End,
    IReadOnlyList<JobRecord> Ended,
    IReadOnlyList<FailureRecord> Failures,
    IReadOnlyList<IntervalSample> Samples,
    IReadOnlyList<WindowHash> Hashes,
    IReadOnlyList<DataCenterLoad> Loads,
    IReadOnlyList<long> Submitted,
    WorkCount Work);

/// <summary>What a window took: says nothing about results.</summary>
/// <param name="Events">Events processed by data centers.</param>
/// <param name="DataCenterCalls">Data centers called.</param>
/// <param name="RackCalls">Racks called.</param>
/// <param name="ChipCalls">Chips called.</param>
public readonly record struct WorkCount(long Events, long DataCenterCalls, long RackCalls, long ChipCalls)
{
    /// <summary>The sum of two counts.</summary>
    public static WorkCount operator +(WorkCount left, WorkCount right) => new(
        left.Events + right.Events,
        left.DataCenterCalls + right.DataCenterCalls,
        left.RackCalls + right.RackCalls,
        left.ChipCalls + right.ChipCalls);
}
