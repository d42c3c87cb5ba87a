using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>Plays jobs on a fleet in plain loops, window by window.</summary>
internal static class InProcessFleet
{
    private const int MaxWindows = 1_000_000;

    /// <summary>A run of one data center without a fixed end, in windows of an hour.</summary>
    public static PlayedRun Play(DataCenterPlan plan, params JobArrival[] jobs) =>
        Play(new FleetPlan([plan], VirtualTime.Never), jobs, VirtualDuration.FromHours(1));

    /// <summary>A run of one data center with a fixed end, in windows of an hour.</summary>
    public static PlayedRun PlayUntil(VirtualTime end, DataCenterPlan plan, params JobArrival[] jobs) =>
        Play(new FleetPlan([plan], end), jobs, VirtualDuration.FromHours(1));

    public static PlayedRun Play(FleetPlan plan, IReadOnlyList<JobArrival> jobs, VirtualDuration window) =>
        Play(plan, jobs, window, (_, _) => { });

    /// <summary>Plays jobs on a fleet window by window.</summary>
    /// <param name="plan">The fleet.</param>
    /// <param name="jobs">Jobs in order of submission and number.</param>
    /// <param name="window">Length of a window.</param>
    /// <param name="observe">Sees every batch with the index of its data center.</param>
    public static PlayedRun Play(
        FleetPlan plan, IReadOnlyList<JobArrival> jobs, VirtualDuration window, Action<int, RackBatch> observe)
    {
        var run = new InProcessRun(plan, jobs, observe);
        for (var windows = 1; windows <= MaxWindows; windows++)
        {
            if (run.Advance(VirtualTime.Zero + (window * windows)) is { } end)
            {
                return run.Finish(end);
            }
        }

        throw new InvalidOperationException($"The run does not end within {MaxWindows} windows of {window}.");
    }
}
