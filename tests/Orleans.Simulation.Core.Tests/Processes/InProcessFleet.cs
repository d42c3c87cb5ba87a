using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
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
        var fleet = new FleetProcess(plan);
        InProcessDataCenter[] dataCenters =
            [.. plan.DataCenters.Select(each => new InProcessDataCenter(each, batch => observe(each.Index, batch)))];
        var (ended, failures, samples) = (new List<JobRecord>(), new List<FailureRecord>(), new List<IntervalSample>());
        var (next, horizon) = (0, VirtualTime.Zero);
        for (var windows = 0; windows < MaxWindows; windows++)
        {
            horizon += window;
            var first = next;
            while (next < jobs.Count && jobs[next].Submit < horizon && jobs[next].Submit <= plan.End)
            {
                next++;
            }

            JobArrival[] arrivals = [.. jobs.Skip(first).Take(next - first)];
            Play(fleet, dataCenters, fleet.Open(new(horizon, arrivals, next == jobs.Count)));
            Play(fleet, dataCenters, fleet.CatchUp());
            var reply = fleet.Close();
            ended.AddRange(reply.Ended);
            failures.AddRange(reply.Failures);
            samples.AddRange(reply.Samples);
            if (reply.End is { } end)
            {
                var finished = dataCenters.Select(each => each.Finish(end)).ToArray();
                return new(
                    end,
                    ended,
                    failures,
                    samples,
                    reply.Submitted,
                    [.. finished.Select(each => each.Closing)],
                    [.. finished.Select(each => each.Racks)]);
            }
        }

        throw new InvalidOperationException($"The run does not end within {MaxWindows} windows of {window}.");
    }

    private static void Play(
        FleetProcess fleet, InProcessDataCenter[] dataCenters, IReadOnlyList<DataCenterWindow?> windows)
    {
        for (var index = 0; index < windows.Count; index++)
        {
            if (windows[index] is { } window)
            {
                fleet.Absorb(index, dataCenters[index].Advance(window));
            }
        }
    }
}
