using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>
/// The fleet: has a broker share arrivals out over data centers, keeps them at one horizon, and knows when the run ends.
/// </summary>
/// <remarks>
/// A run without a fixed end ends with its last job. Data centers that run out of jobs stop where they are; they go on to
/// the horizon once it is certain that the run does, or to the end once it is known. So the end does not depend on windows.
/// </remarks>
public sealed class FleetProcess(FleetPlan plan)
{
    private static readonly VirtualDuration Instant = new(1);
    private static readonly (VirtualTime, int) Done = (VirtualTime.Never, int.MaxValue);

    private readonly Broker _broker = new(plan.Broker, plan.DataCenters);
    private readonly DataCenterReply?[] _last = new DataCenterReply?[plan.DataCenters.Count];
    private readonly long[] _submitted = new long[plan.DataCenters.Count];
    private readonly List<DataCenterReply> _replies = [];
    private FleetWindow _window = new(VirtualTime.Zero, [], IsLastArrival: false);
    private VirtualTime? _end;

    /// <summary>Makes a fleet as it was at a checkpoint.</summary>
    public FleetProcess(FleetPlan plan, FleetSnapshot saved)
        : this(plan)
    {
        _broker = new(plan.Broker, plan.DataCenters, saved.Broker);
        _submitted = [.. saved.Submitted];
    }

    /// <summary>The instant after which nothing more happens, as a horizon.</summary>
    private VirtualTime EndHorizon => plan.End.IsNever ? VirtualTime.Never : plan.End + Instant;

    /// <summary>Opens a window.</summary>
    /// <returns>The windows of the data centers, in index order.</returns>
    public IReadOnlyList<DataCenterWindow> Open(FleetWindow window)
    {
        _window = window with { Horizon = VirtualTime.Min(window.Horizon, EndHorizon) };
        _replies.Clear();
        var arrivals = plan.DataCenters.Select(_ => new List<JobArrival>()).ToArray();
        foreach (var job in window.Arrivals)
        {
            var (dataCenter, postponed) = _broker.Place(job);
            arrivals[dataCenter].Add(postponed > VirtualDuration.Zero ? job with { Postponed = postponed } : job);
            _submitted[dataCenter]++;
        }

        var mayStop = plan.End.IsNever && window.IsLastArrival;
        return [.. arrivals.Select(jobs => new DataCenterWindow(_window.Horizon, jobs, mayStop))];
    }

    /// <summary>Takes the answer of a data center to its window.</summary>
    public void Absorb(int dataCenter, DataCenterReply reply)
    {
        _last[dataCenter] = reply;
        _replies.Add(reply);
    }

    /// <summary>Decides, once all data centers have answered, which of them must go on, and how far.</summary>
    /// <returns>Their windows; null for a data center that is at the horizon. They answer through <see cref="Absorb"/>.</returns>
    public IReadOnlyList<DataCenterWindow?> CatchUp()
    {
        var stops = _last.Select(reply => reply!.Stopped).ToArray();
        if (!plan.End.IsNever)
        {
            _end = _window.Horizon == EndHorizon ? plan.End : null;
            return new DataCenterWindow?[stops.Length];
        }

        if (stops.All(stop => stop is not null))
        {
            var end = stops.Max()!.Value;
            _end = end;
            var rest = new DataCenterWindow(end + Instant, [], MayStop: false);
            return [.. stops.Select(_ => rest)];
        }

        var on = new DataCenterWindow(_window.Horizon, [], MayStop: false);
        return [.. stops.Select(stop => stop is null ? null : on)];
    }

    /// <summary>Closes the window once all data centers are at its horizon.</summary>
    public FleetReply Close() => new(
        _end,
        Merge(reply => reply.Ended, (JobRecord job) => (job.End!.Value, job.DataCenter)),
        Merge(reply => reply.Failures, (FailureRecord failure) => ((failure.RepairStart ?? failure.Detected)!.Value, failure.DataCenter)),
        Merge(reply => reply.Samples, (IntervalSample sample) => (sample.End, sample.DataCenter)),
        Merge(reply => reply.Hashes, (WindowHash window) => (window.End, window.DataCenter)),
        [.. _last.Select(reply => reply!.Load)],
        [.. _submitted],
        _replies.Aggregate(
            default(WorkCount),
            (sum, reply) => sum + new WorkCount(reply.Events, 1, reply.RackCalls, reply.ChipCalls)));

    /// <summary>Says all that the fleet knows, between two windows of a run that goes on.</summary>
    public FleetSnapshot Save() => new(_broker.Save(), [.. _submitted]);

    /// <summary>Merges the sequences of the data centers, each in order, by time and then by data center.</summary>
    private T[] Merge<T>(Func<DataCenterReply, IReadOnlyList<T>> select, Func<T, (VirtualTime, int)> key)
    {
        IReadOnlyList<T>[] parts = [.. _replies.Select(select).Where(part => part.Count > 0)];
        (VirtualTime, int)[] heads = [.. parts.Select(part => key(part[0]))];
        var taken = new int[parts.Length];
        var merged = new T[parts.Sum(part => part.Count)];
        for (var index = 0; index < merged.Length; index++)
        {
            var first = FirstOf(heads);
            merged[index] = parts[first][taken[first]++];
            heads[first] = taken[first] < parts[first].Count ? key(parts[first][taken[first]]) : Done;
        }

        return merged;
    }

    /// <summary>The least of some heads; of equal ones, which a data center has that went on to catch up, the one before.</summary>
    private static int FirstOf((VirtualTime, int)[] heads)
    {
        var first = 0;
        for (var index = 1; index < heads.Length; index++)
        {
            if (heads[index].CompareTo(heads[first]) < 0)
            {
                first = index;
            }
        }

        return first;
    }
}
