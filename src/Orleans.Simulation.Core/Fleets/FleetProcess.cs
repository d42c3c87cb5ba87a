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
/// <para>
/// Data centers need not wait for each other between two windows, since no answer changes where jobs go: see <see cref="Ahead"/>.
/// Where jobs are gangs over several data centers, all go from tick to tick together: see <see cref="GangDesk"/>.
/// </para>
/// </remarks>
public sealed class FleetProcess(FleetPlan plan)
{
    private static readonly VirtualDuration Instant = new(1);
    private static readonly (VirtualTime, int) Done = (VirtualTime.Never, int.MaxValue);

    private readonly Broker _broker = new(plan.Broker, plan.DataCenters);
    private readonly GangDesk? _gangs = plan.Broker.HasGangs ? new(plan.Broker.News) : null;
    private readonly DataCenterReply?[] _last = new DataCenterReply?[plan.DataCenters.Count];
    private readonly long[] _submitted = new long[plan.DataCenters.Count];
    private readonly long[] _freeChips = [.. plan.DataCenters.Select(each => (long)each.Topology.Chips)];
    private readonly List<DataCenterReply>[] _replies = [.. plan.DataCenters.Select(_ => new List<DataCenterReply>())];
    private FleetWindow _window = new(VirtualTime.Zero, [], IsLastArrival: false);
    private int _nextArrival;
    private VirtualTime _horizon;
    private bool _mayHaveStopped;
    private bool _isDone;
    private VirtualTime? _end;
    private (VirtualTime Horizon, DataCenterWindow[] Parts)? _ahead;

    /// <summary>Makes a fleet as it was at a checkpoint.</summary>
    public FleetProcess(FleetPlan plan, FleetSnapshot saved)
        : this(plan)
    {
        _broker = new(plan.Broker, plan.DataCenters, saved.Broker);
        _submitted = [.. saved.Submitted];
        if (saved.Gangs is { } gangs)
        {
            (_horizon, _freeChips, _gangs) = (gangs.Now, [.. gangs.FreeChips], new(plan.Broker.News, gangs.Gangs));
        }
    }

    /// <summary>The instant after which nothing more happens, as a horizon.</summary>
    private VirtualTime EndHorizon => plan.End.IsNever ? VirtualTime.Never : plan.End + Instant;

    /// <summary>Opens a window; the one before must be closed.</summary>
    /// <exception cref="SimulationFaultException">Another one was begun ahead.</exception>
    public void Open(FleetWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        _window = UpToEnd(window);
        if (_ahead is { } ahead && ahead.Horizon != _window.Horizon)
        {
            throw new SimulationFaultException($"a window to {_window.Horizon} follows one begun ahead to {ahead.Horizon}");
        }

        (_nextArrival, _mayHaveStopped, _isDone) = (0, false, false);
        Array.ForEach(_replies, replies => replies.Clear());
    }

    /// <summary>Goes on: has data centers play the window, a part of it after the other where gangs need news, and catch up.</summary>
    /// <returns>
    /// Windows of data centers, in index order; null for one that has nothing to do. All answer through <see cref="Absorb"/> before this
    /// is called again. Null when the window is done.
    /// </returns>
    public IReadOnlyList<DataCenterWindow?>? Next()
    {
        if (_mayHaveStopped)
        {
            _mayHaveStopped = false;
            if (CatchUp() is { } rest)
            {
                return rest;
            }
        }

        if (_isDone || _end is not null)
        {
            return null;
        }

        return OpenPart();
    }

    /// <summary>
    /// Places the arrivals of the window after this one, so that data centers that are done with this one can go on with it. That
    /// window must be opened next, and <see cref="Next"/> gives the same windows of data centers then.
    /// </summary>
    /// <returns>
    /// Windows of data centers, in index order; null where it takes all answers to this window to know how the next one begins: the run
    /// may end in this one, or there are gangs.
    /// </returns>
    public IReadOnlyList<DataCenterWindow>? Ahead(FleetWindow next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var mayEnd = _window.Horizon == EndHorizon || (plan.End.IsNever && _window.IsLastArrival);
        if (_gangs is not null || mayEnd)
        {
            return null;
        }

        var window = UpToEnd(next);
        var parts = Place(window, firstArrival: 0, window.Horizon);
        _ahead = (window.Horizon, parts);
        return parts;
    }

    /// <summary>Takes the answer of a data center to its window.</summary>
    public void Absorb(int dataCenter, DataCenterReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        _last[dataCenter] = reply;
        _replies[dataCenter].Add(reply);
        _freeChips[dataCenter] = plan.DataCenters[dataCenter].Topology.Chips - reply.Load.BusyChips - reply.Load.FailedChips;
        foreach (var news in reply.News)
        {
            _gangs!.Note(news);
        }
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
        _replies.SelectMany(replies => replies).Aggregate(
            default(WorkCount),
            (sum, reply) => sum + new WorkCount(reply.Events, 1, reply.RackCalls, reply.ChipCalls)));

    /// <summary>Says all that the fleet knows, between two windows of a run that goes on.</summary>
    /// <exception cref="SimulationFaultException">Data centers may be in the next window already.</exception>
    public FleetSnapshot Save() => _ahead is null
        ? new(_broker.Save(), [.. _submitted], _gangs is null ? null : new(_horizon, [.. _freeChips], _gangs.Save()))
        : throw new SimulationFaultException($"the fleet cannot be saved: a window to {_ahead?.Horizon} was begun ahead");

    /// <summary>Opens the next part of the window: all of it, unless it has to end where news of gangs is known.</summary>
    private DataCenterWindow[] OpenPart()
    {
        var directives = _gangs?.Decide(_horizon, _freeChips) ?? [];
        _horizon = NextHorizon();
        _isDone = _horizon == _window.Horizon;
        var windows = _ahead?.Parts ?? Place(_window, _nextArrival, _horizon);
        _ahead = null;
        foreach (var (index, part) in windows.Index())
        {
            _submitted[index] += part.Arrivals.Count;
            _nextArrival += part.Arrivals.Count;
        }

        _mayHaveStopped = true;
        return directives.Count == 0 ? windows : [.. windows.Select((part, index) => part with
        {
            Directives = [.. directives.Where(each => each.DataCenter == index).Select(each => each.Directive)],
        })];
    }

    /// <summary>Places the arrivals of a window, or of a part of it, from one of them on.</summary>
    private DataCenterWindow[] Place(FleetWindow window, int firstArrival, VirtualTime horizon)
    {
        var arrivals = plan.DataCenters.Select(_ => new List<JobArrival>()).ToArray();
        var next = firstArrival;
        for (; next < window.Arrivals.Count && window.Arrivals[next] is var job && job.Submit < horizon; next++)
        {
            var (dataCenter, postponed, fits) = _broker.Place(job);
            arrivals[dataCenter].Add(postponed > VirtualDuration.Zero ? job with { Postponed = postponed } : job);
            if (plan.Broker.IsInGang(job))
            {
                _gangs!.Add(job, dataCenter, plan.DataCenters[dataCenter].PriorityOf(job), fits);
            }
        }

        var mayStop = plan.End.IsNever && window.IsLastArrival && next == window.Arrivals.Count;
        return [.. arrivals.Select(jobs => new DataCenterWindow(horizon, jobs, mayStop))];
    }

    private FleetWindow UpToEnd(FleetWindow window) => window with { Horizon = VirtualTime.Min(window.Horizon, EndHorizon) };

    /// <summary>The horizon, or the next tick if there are gangs by then.</summary>
    private VirtualTime NextHorizon()
    {
        if (_gangs is null)
        {
            return _window.Horizon;
        }

        var first = _gangs.IsEmpty
            ? _window.Arrivals.Skip(_nextArrival).FirstOrDefault(plan.Broker.IsInGang)?.Submit ?? VirtualTime.Never
            : _horizon;
        return first.IsNever ? _window.Horizon : VirtualTime.Min(_gangs.TickAfter(first), _window.Horizon);
    }

    /// <summary>Decides, once all data centers have answered, which of them must go on, and how far.</summary>
    private DataCenterWindow?[]? CatchUp()
    {
        var stops = _last.Select(reply => reply!.Stopped).ToArray();
        if (!plan.End.IsNever)
        {
            _end = _horizon == EndHorizon ? plan.End : null;
            return null;
        }

        if (stops.All(stop => stop is not null))
        {
            var end = stops.Max()!.Value;
            _end = end;
            var rest = new DataCenterWindow(end + Instant, [], MayStop: false);
            return [.. stops.Select(_ => rest)];
        }

        var on = new DataCenterWindow(_horizon, [], MayStop: false);
        return stops.Any(stop => stop is not null) ? [.. stops.Select(stop => stop is null ? null : on)] : null;
    }

    /// <summary>Merges the sequences of the data centers, each in order, by time and then by data center.</summary>
    private T[] Merge<T>(Func<DataCenterReply, IReadOnlyList<T>> select, Func<T, (VirtualTime, int)> key)
    {
        IReadOnlyList<T>[] parts = [.. _replies.Select(replies => Join(replies, select)).Where(part => part.Count > 0)];
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

    /// <summary>What a data center answered to the parts of the window, in order.</summary>
    private static IReadOnlyList<T> Join<T>(List<DataCenterReply> replies, Func<DataCenterReply, IReadOnlyList<T>> select) =>
        replies.Count == 1 ? select(replies[0]) : [.. replies.SelectMany(select)];

    /// <summary>The least of some heads, of which no two are equal.</summary>
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
