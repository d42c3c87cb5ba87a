using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>
/// A run of a fleet in plain loops that can be stopped between two windows, and gone on with by processes made again.
/// </summary>
internal sealed class InProcessRun
{
    private readonly FleetPlan _plan;
    private readonly IReadOnlyList<JobArrival> _jobs;
    private readonly Action<int, RackBatch> _observe;
    private readonly List<JobRecord> _ended = [];
    private readonly List<FailureRecord> _failures = [];
    private readonly List<IntervalSample> _samples = [];
    private FleetProcess _fleet;
    private InProcessDataCenter[] _dataCenters;
    private IReadOnlyList<long> _submitted = [];
    private VirtualTime _horizon;
    private int _next;
    private FleetWindow? _planned;
    private DataCenterReply[]? _ahead;

    /// <summary>Makes a run that has not begun.</summary>
    /// <param name="plan">The fleet.</param>
    /// <param name="jobs">Jobs in order of submission and number.</param>
    /// <param name="observe">Sees every batch with the index of its data center.</param>
    public InProcessRun(FleetPlan plan, IReadOnlyList<JobArrival> jobs, Action<int, RackBatch> observe)
    {
        (_plan, _jobs, _observe, _fleet) = (plan, jobs, observe, new(plan));
        _dataCenters = [.. plan.DataCenters.Select(each => new InProcessDataCenter(each, batch => observe(each.Index, batch)))];
    }

    /// <summary>Plays a window.</summary>
    /// <param name="horizon">The instant before which the window ends.</param>
    /// <param name="next">
    /// The end of the window after it, which is played next: each data center plays it before the one after it plays this one, where the
    /// fleet lets them. Default: null, they do not.
    /// </param>
    /// <returns>The end of the run, once it is known.</returns>
    public VirtualTime? Advance(VirtualTime horizon, VirtualTime? next = null)
    {
        _horizon = horizon;
        _fleet.Open(_planned ?? Plan(horizon));
        _planned = next is { } nextHorizon ? Plan(nextHorizon) : null;
        while (_fleet.Next() is { } windows)
        {
            var before = _ahead;
            var following = _planned is null ? null : _fleet.Ahead(_planned);
            _ahead = following is null ? null : new DataCenterReply[following.Count];
            WindowsAhead += following is null ? 0 : 1;
            for (var index = 0; index < windows.Count; index++)
            {
                if (windows[index] is { } window)
                {
                    _fleet.Absorb(index, before?[index] ?? _dataCenters[index].Advance(window));
                    _ahead?.SetValue(_dataCenters[index].Advance(following![index]), index);
                }
            }
        }

        var reply = _fleet.Close();
        _ended.AddRange(reply.Ended);
        _failures.AddRange(reply.Failures);
        _samples.AddRange(reply.Samples);
        _submitted = reply.Submitted;
        return reply.End;
    }

    /// <summary>Windows that data centers played before others had played the one before.</summary>
    public int WindowsAhead { get; private set; }

    /// <summary>What all data centers say of themselves between two windows.</summary>
    public IReadOnlyList<SavedDataCenter> Save() =>
        [.. _dataCenters.Select(each => each.Save(new(_horizon.Microseconds - 1)))];

    /// <summary>Goes on with processes that are made again.</summary>
    public void Restore(IReadOnlyList<SavedDataCenter> saved)
    {
        var fleet = SnapshotJson.Write(_fleet.Save());
        _fleet = new(_plan, SnapshotJson.Read<FleetSnapshot>(fleet));
        Assert.Equal(fleet, SnapshotJson.Write(_fleet.Save()));
        _dataCenters =
        [
            .. _plan.DataCenters.Select(each => new InProcessDataCenter(
                each, saved[each.Index], batch => _observe(each.Index, batch))),
        ];
    }

    /// <summary>Closes the books.</summary>
    public PlayedRun Finish(VirtualTime end)
    {
        var finished = _dataCenters.Select(each => each.Finish(end)).ToArray();
        return new(
            end,
            _ended,
            _failures,
            _samples,
            _submitted,
            [.. finished.Select(each => each.Closing)],
            [.. finished.Select(each => each.Racks)]);
    }

    private FleetWindow Plan(VirtualTime horizon)
    {
        var first = _next;
        while (_next < _jobs.Count && _jobs[_next].Submit < horizon && _jobs[_next].Submit <= _plan.End)
        {
            _next++;
        }

        return new(horizon, [.. _jobs.Skip(first).Take(_next - first)], _next == _jobs.Count);
    }
}
