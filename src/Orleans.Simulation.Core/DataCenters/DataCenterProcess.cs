using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>One data center: a logical process that knows every event that can concern it.</summary>
/// <remarks>
/// It goes from instant to instant: completions it planned itself, failures its racks promised or it has drawn, detections
/// and repairs that follow from them, arrivals, scheduling passes. It stops where racks have to be asked or can be
/// sent what has gathered: see <see cref="Next"/>. What happens to jobs is in <see cref="JobDesk"/>, what becomes of
/// failures in <see cref="FailureDesk"/>.
/// </remarks>
public sealed class DataCenterProcess
{
    /// <summary>Instants that the process goes through before it pauses: about a millisecond.</summary>
    private const int InstantsAtOnce = 512;

    private readonly DataCenterPlan _plan;
    private readonly DataCenterState _state;
    private readonly JobDesk _jobs;
    private readonly FailureDesk _failures;
    private DataCenterWindow _window = new(VirtualTime.Zero, [], MayStop: false);
    private int _nextArrival;
    private int _nextDirective;
    private long _rackCalls;
    private long _chipCalls;

    /// <summary>Makes a data center whose racks have not been asked for their promises yet.</summary>
    public DataCenterProcess(DataCenterPlan plan)
    {
        (_plan, _state) = (plan, new(plan));
        _jobs = new(_state);
        _jobs.Begin();
        _failures = new(_state, _jobs);
        _failures.Begin();
    }

    /// <summary>Makes a data center as it was at a checkpoint; its racks, made again too, say their promises next.</summary>
    /// <exception cref="SimulationFaultException">The checkpoint contradicts itself.</exception>
    public DataCenterProcess(DataCenterPlan plan, DataCenterSnapshot saved)
    {
        (_plan, _state) = (plan, new(plan, saved));
        _jobs = new(_state, saved);
        _failures = new(_state, _jobs, saved);
    }

    private bool IsOutOfJobs => _nextArrival == _window.Arrivals.Count && _jobs.IsEmpty;

    /// <summary>Notes the first promise of a rack, at the start of the run or at the checkpoint.</summary>
    public void Begin(int rack, RackReply reply) => _state.Promises.Note(rack, _state.Now, reply);

    /// <summary>Opens a window; the one before must be done.</summary>
    public void Open(DataCenterWindow window)
    {
        _window = window;
        (_nextArrival, _nextDirective) = (0, 0);
    }

    /// <summary>Goes on until racks have to be asked or the window is done.</summary>
    /// <returns>What to send to the racks, or <see cref="RackExchange.Pause"/>; null when the window is done.</returns>
    public RackExchange? Next()
    {
        for (var instants = 0; !(_window.MayStop && IsOutOfJobs); instants++)
        {
            if (instants == InstantsAtOnce)
            {
                return RackExchange.Pause;
            }

            var (time, kind) = PeekNext();
            if (time >= _window.Horizon)
            {
                _state.MoveTo(_window.LastInstant);
                return null;
            }

            if (time > _state.Now && _state.Outboxes.IsFull)
            {
                return Send(_state.Outboxes.TakeWorthSending(_state.Now), mustWait: false);
            }

            _state.MoveTo(time);
            if (Process(kind) is { } exchange)
            {
                return exchange;
            }
        }

        return null;
    }

    /// <summary>Takes the answer of a rack to an exchange.</summary>
    /// <exception cref="SimulationFaultException">The rack breaks its promise.</exception>
    public void Absorb(RackExchange exchange, int rack, RackReply reply)
    {
        _chipCalls += reply.ChipCalls;
        if (exchange.MustWait)
        {
            foreach (var failure in reply.Failures)
            {
                _failures.NoteFailure(rack, failure);
            }

            foreach (var failure in reply.Components)
            {
                _failures.NoteFailure(rack, failure);
            }

            _state.Promises.Note(rack, _state.Now, reply);
        }
        else if (reply.Failures.Count + reply.Components.Count > 0)
        {
            throw new SimulationFaultException($"{_plan.Name}: rack {rack} reports a failure that it had not promised");
        }
    }

    /// <summary>Closes a window that is done.</summary>
    public DataCenterReply Close()
    {
        var reply = new DataCenterReply(
            _window.MayStop && IsOutOfJobs ? _state.Now : null,
            [.. _state.Ended],
            [.. _state.Failures],
            _state.Meter.TakeSamples(),
            _state.Hashes.TakeWindows(),
            new(_state.Meter.QueuedJobs, _state.Meter.RunningJobs, _state.Meter.Chips.Busy, _state.Meter.Chips.Failed),
            _state.EventCount,
            _rackCalls,
            _chipCalls)
        {
            News = _jobs.TakeNews(),
        };
        _state.Ended.Clear();
        _state.Failures.Clear();
        (_state.EventCount, _rackCalls, _chipCalls) = (0, 0, 0);
        return reply;
    }

    /// <summary>All that waits for a rack, for its settlement at a checkpoint or at the end of the run.</summary>
    public RackBatch TakeForSettlement(int rack, VirtualTime end) => _state.Outboxes.Take(rack, end);

    /// <summary>Says all that the data center knows at a checkpoint, after its racks have; the window before must be closed.</summary>
    /// <param name="racks">Sum of the racks' accounts.</param>
    /// <exception cref="SimulationFaultException">Own and racks' account differ.</exception>
    public DataCenterSnapshot Save(RackTotals racks)
    {
        racks.MustEqual(_plan, _state.Meter.Account());

        return new(
            _state.Now,
            _jobs.PassAt,
            [.. _state.Pending],
            [.. _jobs.Postponed],
            [.. _jobs.Waiting.Select(job => job.Save())],
            [.. _jobs.Barred.Select(job => job.Save())],
            [.. _state.Running.InOrder.Select(job => job.Save())],
            [.. _state.Awaiting.InOrder.Select(job => job.Save())],
            [.. _failures.Undetected],
            [.. _failures.Waiting],
            [.. _failures.UnderRepair],
            _failures.Lemons.Save(),
            [.. _failures.Lemons.Evicted],
            _failures.Batteries.Save(),
            _state.Meter.Save(),
            _state.Hashes.Save());
    }

    /// <summary>Closes the books at the end of the run.</summary>
    /// <param name="end">The end; everything up to and including it has happened.</param>
    /// <param name="racks">Sum of the racks' accounts.</param>
    /// <exception cref="SimulationFaultException">Own and racks' account differ.</exception>
    public DataCenterClosing Finish(VirtualTime end, RackTotals racks)
    {
        _state.Meter.AccrueTo(end);
        _state.Meter.CutLastInterval();
        _state.Hashes.CutLast(end);
        var account = _state.Meter.Account();
        racks.MustEqual(_plan, account);
        var holding = _state.Running.InOrder.Concat(_state.Awaiting.InOrder);
        var running = holding.Select(job => job.Record(_plan.Index, JobState.Running, end));
        var queued = _jobs.RecordWaiting(end);
        return new(
            account,
            [.. running.Concat(queued).OrderBy(record => record.Arrival.Number)],
            [.. _failures.Unrecorded],
            _state.Meter.TakeSamples(),
            _state.Hashes.TakeWindows(),
            _chipCalls);
    }

    private (VirtualTime Time, EventClass Kind) PeekNext()
    {
        var next = (Time: _jobs.PassAt, Kind: EventClass.Scheduling);
        if (_nextArrival < _window.Arrivals.Count)
        {
            var submit = _window.Arrivals[_nextArrival].Submit;
            next = EventKey.CompareInstant(submit, EventClass.Arrival, next.Time, next.Kind) < 0
                ? (submit, EventClass.Arrival)
                : next;
        }

        if (_nextDirective < _window.Directives.Count)
        {
            var time = _window.Directives[_nextDirective].Time;
            next = EventKey.CompareInstant(time, EventClass.Directive, next.Time, next.Kind) < 0
                ? (time, EventClass.Directive)
                : next;
        }

        return _state.TryPeekEvent(out var key)
            && EventKey.CompareInstant(key.Time, key.Class, next.Time, next.Kind) < 0
                ? (key.Time, key.Class)
                : next;
    }

    private RackExchange? Process(EventClass kind)
    {
        switch (kind)
        {
            case EventClass.Arrival:
                _jobs.Submit(_window.Arrivals[_nextArrival++]);
                return null;
            case EventClass.Directive:
                _jobs.Follow(_window.Directives[_nextDirective++]);
                return null;
            case EventClass.Release:
                _jobs.ReleaseNext();
                return null;
            case EventClass.Scheduling:
                _jobs.Schedule();
                return null;
            case EventClass.Completion:
                _jobs.CompleteNext();
                return null;
            case EventClass.Power:
                _jobs.FollowPower();
                return null;
            case EventClass.Patience:
                _jobs.EndPatience();
                return null;
            case EventClass.Outage:
                _failures.StrikeNext();
                return null;
            case EventClass.Battery:
                _failures.LeaveBatteries();
                return null;
            case EventClass.Detection:
                _failures.DetectNext();
                return null;
            case EventClass.Failure:
                return AskDueRacks();
            default:
                return Send([.. _failures.RepairDue().Select(rack => _state.Outboxes.Take(rack, _state.Now))], mustWait: true);
        }
    }

    /// <summary>Asks the racks that promised a change for this instant.</summary>
    private RackExchange? AskDueRacks()
    {
        var due = new List<RackBatch>();
        while (_state.IsNext(EventClass.Failure))
        {
            var rack = _state.TakeEvent().Entity;
            if (_state.Promises.TakeDue(rack, _state.Now))
            {
                due.Add(_state.Outboxes.Take(rack, _state.Now));
            }
        }

        return due.Count == 0 ? null : Send(due, mustWait: true);
    }

    private RackExchange Send(IReadOnlyList<RackBatch> batches, bool mustWait)
    {
        _rackCalls += batches.Count;
        return new(batches, mustWait);
    }
}
