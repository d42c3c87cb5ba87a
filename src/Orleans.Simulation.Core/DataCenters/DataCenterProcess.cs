using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>One data center: a logical process that knows every event that can concern it.</summary>
/// <remarks>
/// It goes from instant to instant: completions it planned itself, failures its racks promised, detections and repairs
/// that follow from them, arrivals, scheduling passes. It stops where racks have to be asked or can be
/// sent what has gathered: see <see cref="Next"/>.
/// </remarks>
public sealed class DataCenterProcess
{
    /// <summary>Instants that the process goes through before it pauses: about a millisecond.</summary>
    private const int InstantsAtOnce = 512;

    private readonly DataCenterPlan _plan;
    private readonly PriorityQueue<DataCenterEvent, EventKey> _events = new();
    private readonly ChipAllocator _allocator;
    private readonly DataCenterMeter _meter;
    private readonly JobQueue _queue;
    private readonly RunningJobs _running;
    private readonly ChipFailures _failures;
    private readonly RackOutboxes _outboxes;
    private readonly RollingHashes _hashes;
    private readonly VirtualTime[] _promises;
    private readonly List<JobRecord> _ended = [];
    private readonly List<FailureRecord> _detected = [];
    private DataCenterWindow _window = new(VirtualTime.Zero, [], MayStop: false);
    private int _nextArrival;
    private VirtualTime _now;
    private VirtualTime _passAt = VirtualTime.Never;
    private int _promiseCount;
    private long _eventCount;
    private long _rackCalls;
    private long _chipCalls;

    /// <summary>Makes a data center whose racks have not been asked for their promises yet.</summary>
    public DataCenterProcess(DataCenterPlan plan)
    {
        _plan = plan;
        _allocator = new(plan.Topology, plan.Scheduling.Placement);
        _meter = new(plan);
        _queue = new(plan.Scheduling.Order);
        _running = new(plan.Topology.Racks);
        _failures = new(plan.Topology);
        _hashes = new(plan.Index, plan.Topology.Racks);
        _outboxes = new(plan.Topology, _hashes);
        _promises = new VirtualTime[plan.Topology.Racks];
        Array.Fill(_promises, VirtualTime.Never);
    }

    /// <summary>Makes a data center as it was at a checkpoint; its racks, made again too, say their promises next.</summary>
    /// <exception cref="SimulationFaultException">The checkpoint contradicts itself.</exception>
    public DataCenterProcess(DataCenterPlan plan, DataCenterSnapshot saved)
        : this(plan)
    {
        (_now, _passAt) = (saved.Now, saved.PassAt);
        _meter = new(plan, saved.Meter);
        _hashes = new(plan.Index, saved.Hashes);
        _outboxes = new(plan.Topology, _hashes);
        foreach (var job in saved.Waiting)
        {
            _queue.Add(new(job));
        }

        foreach (var job in saved.Running)
        {
            _running.Add(new(job));
            _allocator.Claim(job.Chips);
        }

        foreach (var failure in saved.Undetected)
        {
            _failures.Add(failure);
        }

        foreach (var key in saved.Events)
        {
            AddEvent(key.Time, key.Class, new(key.Entity, key.Sequence));
            if (key.Class == EventClass.Repair)
            {
                var (rack, slot) = Math.DivRem(key.Entity, plan.Topology.ChipsPerRack);
                _allocator.Withdraw(rack, slot);
            }
        }
    }

    private bool IsOutOfJobs => _nextArrival == _window.Arrivals.Count && _queue.Count == 0 && _running.Count == 0;

    /// <summary>Notes the first promise of a rack.</summary>
    public void Begin(int rack, VirtualTime promise) => NotePromise(rack, promise);

    /// <summary>Opens a window; the one before must be done.</summary>
    public void Open(DataCenterWindow window)
    {
        _window = window;
        _nextArrival = 0;
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
                MoveTo(_window.LastInstant);
                return null;
            }

            if (time > _now && _outboxes.IsFull)
            {
                return Send(_outboxes.TakeWorthSending(_now), mustWait: false);
            }

            MoveTo(time);
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
                NoteFailure(rack, failure);
            }

            NotePromise(rack, reply.Promise);
        }
        else if (reply.Failures.Count > 0)
        {
            throw new SimulationFaultException($"{_plan.Name}: rack {rack} reports a failure that it had not promised");
        }
    }

    /// <summary>Closes a window that is done.</summary>
    public DataCenterReply Close()
    {
        var reply = new DataCenterReply(
            _window.MayStop && IsOutOfJobs ? _now : null,
            [.. _ended],
            [.. _detected],
            _meter.TakeSamples(),
            _hashes.TakeWindows(),
            new(_meter.QueuedJobs, _meter.RunningJobs, _meter.Chips.Busy, _meter.Chips.Failed),
            _eventCount,
            _rackCalls,
            _chipCalls);
        _ended.Clear();
        _detected.Clear();
        (_eventCount, _rackCalls, _chipCalls) = (0, 0, 0);
        return reply;
    }

    /// <summary>All that waits for a rack, for its settlement at a checkpoint or at the end of the run.</summary>
    public RackBatch TakeForSettlement(int rack, VirtualTime end) => _outboxes.Take(rack, end);

    /// <summary>Says all that the data center knows at a checkpoint, after its racks have; the window before must be closed.</summary>
    /// <param name="racks">Sum of the racks' accounts.</param>
    /// <exception cref="SimulationFaultException">Own and racks' account differ.</exception>
    public DataCenterSnapshot Save(RackTotals racks)
    {
        racks.MustEqual(_plan, _meter.Account());

        // Promises are said by the racks when they are made again, under numbers that do not depend on who answered first.
        var events = _events.UnorderedItems.Select(item => item.Priority).Where(key => key.Class != EventClass.Failure);
        return new(
            _now,
            _passAt,
            [.. events.Order()],
            [.. _queue.Jobs.Select(job => job.Save())],
            [.. _running.InOrder.Select(job => job.Save())],
            [.. _failures.Undetected],
            _meter.Save(),
            _hashes.Save());
    }

    /// <summary>Closes the books at the end of the run.</summary>
    /// <param name="end">The end; everything up to and including it has happened.</param>
    /// <param name="racks">Sum of the racks' accounts.</param>
    /// <exception cref="SimulationFaultException">Own and racks' account differ.</exception>
    public DataCenterClosing Finish(VirtualTime end, RackTotals racks)
    {
        _meter.AccrueTo(end);
        _meter.CutLastInterval();
        _hashes.CutLast(end);
        var account = _meter.Account();
        racks.MustEqual(_plan, account);
        var running = _running.InOrder.Select(job => job.Record(_plan.Index, JobState.Running, end, _plan.Chip));
        var queued = _queue.Jobs.Select(job => job.Record(_plan.Index, JobState.Queued, end, _plan.Chip));
        var undetected = _failures.Undetected.Select(failure => Record(failure, null, failure.Job, VirtualDuration.Zero, 0));
        return new(
            account,
            [.. running.Concat(queued).OrderBy(record => record.Arrival.Number)],
            [.. undetected],
            _meter.TakeSamples(),
            _hashes.TakeWindows(),
            _chipCalls);
    }

    private (VirtualTime Time, EventClass Kind) PeekNext()
    {
        var next = (Time: _passAt, Kind: EventClass.Scheduling);
        if (_nextArrival < _window.Arrivals.Count)
        {
            var submit = _window.Arrivals[_nextArrival].Submit;
            next = EventKey.CompareInstant(submit, EventClass.Arrival, next.Time, next.Kind) < 0
                ? (submit, EventClass.Arrival)
                : next;
        }

        return _events.TryPeek(out _, out var key)
            && EventKey.CompareInstant(key.Time, key.Class, next.Time, next.Kind) < 0
                ? (key.Time, key.Class)
                : next;
    }

    private void MoveTo(VirtualTime time)
    {
        _meter.AccrueTo(time);
        _hashes.CutTo(time);
        _now = time;
    }

    private RackExchange? Process(EventClass kind)
    {
        switch (kind)
        {
            case EventClass.Arrival:
                Submit(_window.Arrivals[_nextArrival++]);
                return null;
            case EventClass.Scheduling:
                Schedule();
                return null;
            case EventClass.Completion:
                CompleteNext();
                return null;
            case EventClass.Detection:
                Detect(TakeEvent().Entity);
                return null;
            case EventClass.Failure:
                return AskDueRacks();
            default:
                return RepairDueChips();
        }
    }

    private void Submit(JobArrival arrival)
    {
        _eventCount++;
        _hashes.Add(arrival);
        var job = new Job(arrival);
        if (arrival.Chips > _plan.Topology.Chips)
        {
            End(job, JobState.Rejected);
            return;
        }

        Enqueue(job);
    }

    private void Enqueue(Job job)
    {
        _queue.Add(job);
        _meter.QueuedJobs++;
        RequestPass();
    }

    /// <summary>Has a pass made at this instant or at the next multiple of the scheduling interval.</summary>
    private void RequestPass()
    {
        var interval = _plan.Scheduling.Interval.Microseconds;
        var now = _now.Microseconds;
        _passAt = interval == 0 ? _now : new((now + interval - 1) / interval * interval);
    }

    private void Schedule()
    {
        _eventCount++;
        _passAt = VirtualTime.Never;
        while (_queue.Peek() is { } job && _allocator.TryAllocate(job.Arrival.Chips) is { } chips)
        {
            _queue.Remove();
            _meter.QueuedJobs--;
            Start(job, chips);
        }
    }

    private void Start(Job job, IReadOnlyList<ChipSet> chips)
    {
        var failed = _failures.CountAmong(chips);
        var doneAt = job.Start(_now, chips, failed, _plan.Failures);
        _running.Add(job);
        _meter.RunningJobs++;
        _meter.Chips.Move(Chips.ChipStatus.Idle, Chips.ChipStatus.Busy, job.HealthyChips);
        _outboxes.Add(RackCommandKind.Start, _now, job.Arrival.Number, chips);
        AddEvent(doneAt, EventClass.Completion, new(job.Arrival.Number, job.Attempt));
    }

    private void CompleteNext()
    {
        var (number, attempt) = TakeEvent();
        if (_running.Find(number, attempt) is not { IsHung: false } job)
        {
            return;
        }

        GiveBack(job, RackCommandKind.Complete);
        job.Complete(_now, _plan.Chip);
        End(job, JobState.Completed);
        RequestPass();
    }

    private void GiveBack(Job job, RackCommandKind kind)
    {
        _running.Remove(job);
        _meter.RunningJobs--;
        _meter.Chips.Move(Chips.ChipStatus.Busy, Chips.ChipStatus.Idle, job.HealthyChips);
        _outboxes.Add(kind, _now, job.Arrival.Number, job.Chips);
        _allocator.Release(job.Chips);
    }

    private void End(Job job, JobState state) => _ended.Add(job.Record(_plan.Index, state, _now, _plan.Chip));

    /// <summary>Asks the racks that promised a change for this instant.</summary>
    private RackExchange? AskDueRacks()
    {
        var due = new List<RackBatch>();
        while (PeekNext() is (var time, EventClass.Failure) && time == _now)
        {
            var rack = TakeEvent().Entity;
            if (_promises[rack] == _now)
            {
                _promises[rack] = VirtualTime.Never;
                due.Add(_outboxes.Take(rack, _now));
            }
        }

        return due.Count == 0 ? null : Send(due, mustWait: true);
    }

    private void NoteFailure(int rack, ChipFailure failure)
    {
        if (failure.Time != _now)
        {
            throw new SimulationFaultException(
                $"{_plan.Name}: rack {rack} reports a failure at {failure.Time}, it is {_now} and rack promised otherwise");
        }

        _hashes.Add(rack, failure);
        var job = _running.HolderOf(rack, failure.Slot);
        var before = job is null ? Chips.ChipStatus.Idle : Chips.ChipStatus.Busy;
        job?.Hang(_now, _plan.Chip);
        _meter.Chips.Move(before, Chips.ChipStatus.Failed, 1);
        var chip = (rack * _plan.Topology.ChipsPerRack) + failure.Slot;
        _failures.Add(new(chip, _now, failure.Cause, job?.Arrival.Number ?? FailureRecord.NoJob));
        AddEvent(_now + _plan.Failures.Detection, EventClass.Detection, new(chip, 0));
    }

    private void Detect(int chip)
    {
        _eventCount++;
        var failure = _failures.Detect(chip);
        var (rack, slot) = Math.DivRem(chip, _plan.Topology.ChipsPerRack);
        var job = _running.HolderOf(rack, slot);
        var lost = job is null ? VirtualDuration.Zero : Interrupt(job);
        _allocator.Withdraw(rack, slot);
        AddEvent(_now + _plan.Failures.Repair, EventClass.Repair, new(chip, 0));
        var lostChips = lost > VirtualDuration.Zero ? job!.Arrival.Chips : 0;
        _detected.Add(Record(failure, _now, job?.Arrival.Number ?? failure.Job, lost, lostChips));
    }

    private VirtualDuration Interrupt(Job job)
    {
        GiveBack(job, RackCommandKind.Interrupt);
        var lost = job.Interrupt(_now, _plan.Chip, _plan.Failures);
        if (job.Attempt > _plan.Failures.MaxRestarts)
        {
            End(job, JobState.Failed);
            RequestPass();
        }
        else
        {
            Enqueue(job);
        }

        return lost;
    }

    private RackExchange RepairDueChips()
    {
        var racks = new SortedSet<int>();
        while (PeekNext() is (var time, EventClass.Repair) && time == _now)
        {
            var (rack, slot) = Math.DivRem(TakeEvent().Entity, _plan.Topology.ChipsPerRack);
            var (word, bit) = Math.DivRem(slot, RackCommand.SlotsPerWord);
            _outboxes.Add(rack, new(_now, 1UL << bit, FailureRecord.NoJob, RackCommandKind.Repair, (byte)word));
            _allocator.Readmit(rack, slot);
            _meter.Chips.Move(Chips.ChipStatus.Failed, Chips.ChipStatus.Idle, 1);
            _meter.Repairs++;
            _eventCount++;
            racks.Add(rack);
        }

        RequestPass();
        return Send([.. racks.Select(rack => _outboxes.Take(rack, _now))], mustWait: true);
    }

    private RackExchange Send(IReadOnlyList<RackBatch> batches, bool mustWait)
    {
        _rackCalls += batches.Count;
        return new(batches, mustWait);
    }

    private void NotePromise(int rack, VirtualTime promise)
    {
        if (promise != _promises[rack])
        {
            _promises[rack] = promise;
            if (!promise.IsNever)
            {
                AddEvent(promise, EventClass.Failure, new(rack, ++_promiseCount));
            }
        }
    }

    private FailureRecord Record(
        UndetectedFailure failure, VirtualTime? detected, int job, VirtualDuration lost, int lostChips)
    {
        var (rack, slot) = Math.DivRem(failure.Chip, _plan.Topology.ChipsPerRack);
        return new(
            _plan.Index, rack, slot, failure.Cause, failure.Time, detected, detected + _plan.Failures.Repair, job, lost, lostChips);
    }

    private void AddEvent(VirtualTime time, EventClass kind, DataCenterEvent happening) =>
        _events.Enqueue(happening, new(time, kind, happening.Entity, happening.Sequence));

    private DataCenterEvent TakeEvent()
    {
        _eventCount++;
        return _events.Dequeue();
    }
}
