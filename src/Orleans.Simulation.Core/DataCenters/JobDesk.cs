using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Takes jobs in, gives them chips, takes the chips back.</summary>
internal sealed partial class JobDesk
{
    private readonly DataCenterState _state;
    private readonly JobTermsBySize _terms;
    private readonly JobForecast _forecast;
    private readonly JobQueue _queue;
    private readonly Dictionary<int, JobArrival> _postponed = [];
    private readonly RecoveryDesk _recovery;
    private readonly PowerDesk _power;
    private readonly SpeedDesk _speed;
    private readonly int[] _largestJob;

    /// <summary>Opens the desk without jobs.</summary>
    public JobDesk(DataCenterState state)
    {
        _state = state;
        _terms = new(state.Plan, state.Rates);
        _forecast = new(state);
        _queue = new(state.Plan);
        _recovery = new(state);
        _power = new(state.Plan, state.Now);
        _speed = new(state, _power, _forecast);
        _largestJob = Array.ConvertAll(ActivityPower.Activities, state.Plan.LargestJobFor);
    }

    /// <summary>Opens the desk as it was at a checkpoint.</summary>
    public JobDesk(DataCenterState state, DataCenterSnapshot saved)
        : this(state)
    {
        PassAt = saved.PassAt;
        foreach (var arrival in saved.Postponed)
        {
            _postponed.Add(arrival.Number, arrival);
        }

        foreach (var job in saved.Waiting)
        {
            _queue.Add(Known(new(job, _terms.Of(job.Arrival), state.ChipSpeed)));
        }

        foreach (var job in saved.Barred)
        {
            _barred.Add(job.Arrival.Number, Known(new(job, _terms.Of(job.Arrival), state.ChipSpeed)));
        }

        foreach (var job in saved.Running)
        {
            var chips = ChipSets.CountOf(job.Chips);
            var running = Known(new(job, _terms.Of(job.Arrival, chips), state.ChipSpeed));
            state.Running.Add(running);
            state.Meter.Swings?.Begin(running);
            _power.Start(chips, state.Plan.ActivityOf(job.Arrival));
            state.Allocator.Claim(job.Chips);
        }

        foreach (var job in saved.Awaiting)
        {
            state.Awaiting.Add(Known(new(job, _terms.Of(job.Arrival), state.ChipSpeed)));
            _power.Start(job.IsReady ? job.Arrival.Chips : 0, state.Plan.ActivityOf(job.Arrival));
            state.Allocator.Claim(job.Chips);
        }
    }

    /// <summary>When the next scheduling pass is due.</summary>
    public VirtualTime PassAt { get; private set; } = VirtualTime.Never;

    /// <summary>Whether no job is postponed, waits or runs.</summary>
    public bool IsEmpty =>
        _postponed.Count + _barred.Count + _queue.Count + _state.Running.Count + _state.Awaiting.Count == 0;

    /// <summary>Jobs that are postponed, by release and number.</summary>
    public IEnumerable<JobArrival> Postponed => _postponed.Values.OrderBy(job => (job.Release, job.Number));

    /// <summary>The waiting jobs in the order in which they are tried.</summary>
    public IEnumerable<Job> Waiting => _queue.Jobs;

    /// <summary>Plans when the power that is left for jobs changes first.</summary>
    public void Begin() => PlanPower(_power.Follow(_state.Now));

    /// <summary>
    /// The power that is left for jobs changes: those that would be tried last stop until there is enough. Or chips may become faster.
    /// </summary>
    public void FollowPower()
    {
        if (_state.TakeEvent().Entity == SpeedDesk.Raise)
        {
            _speed.RaiseNow();
            return;
        }

        PlanPower(_power.Follow(_state.Now));
        var powered = _state.Running.InOrder.Concat(_state.Awaiting.InOrder.Where(job => job.IsReady));
        foreach (var job in _queue.InOrder(powered).Reverse().TakeWhile(_ => _power.IsExceeded))
        {
            Preempt(job);
        }

        _speed.Throttle();
        RequestPass();
    }

    /// <summary>A job arrives; how long it runs, if it states its FLOPs, is known from now on.</summary>
    public void Submit(JobArrival arrival)
    {
        _state.EventCount++;
        arrival = arrival.Flops is null ? arrival : arrival with { Work = _state.Plan.RunTimeOf(arrival) };
        _state.Hashes.Add(arrival);
        var isInGang = _state.Plan.IsInGang(arrival);
        if (arrival.Chips > _largestJob[(int)_state.Plan.ActivityOf(arrival)])
        {
            End(isInGang ? PartOf(arrival) : JobOf(arrival), JobState.Rejected);
        }
        else if (isInGang)
        {
            Bar(PartOf(arrival));
        }
        else if (arrival.Postponed > VirtualDuration.Zero)
        {
            _postponed.Add(arrival.Number, arrival);
            _state.Meter.QueuedJobs++;
            _state.AddEvent(arrival.Release, EventClass.Release, arrival.Number, sequence: 0);
        }
        else
        {
            Enqueue(JobOf(arrival));
        }
    }

    /// <summary>The job whose postponement is over joins the queue.</summary>
    public void ReleaseNext()
    {
        _postponed.Remove(_state.TakeEvent().Entity, out var arrival);
        _state.Meter.QueuedJobs--;
        Enqueue(JobOf(arrival!));
    }

    /// <summary>Records of the jobs that have no chips, when the run ends.</summary>
    public IEnumerable<JobRecord> RecordWaiting(VirtualTime end) =>
        _postponed.Values.Select(JobOf).Concat(Waiting).Concat(Barred).Select(job => job.Record(_state.Plan.Index, JobState.Queued, end));

    /// <summary>Has a pass made at this instant or at the next multiple of the scheduling interval.</summary>
    public void RequestPass()
    {
        var interval = _state.Plan.Scheduling.Interval.Microseconds;
        var now = _state.Now.Microseconds;
        PassAt = interval == 0 ? _state.Now : new((now + interval - 1) / interval * interval);
    }

    /// <summary>
    /// Makes a pass: starts jobs that keep chips and have enough of them again, then others as long as there are chips for the one
    /// that is tried next.
    /// </summary>
    public void Schedule()
    {
        _state.EventCount++;
        PassAt = VirtualTime.Never;
        if (_state.Awaiting.Count > 0)
        {
            ScheduleAwaiting();
        }

        Job? lacking = null;
        while (lacking is null && _queue.Peek() is { } job)
        {
            if (!_power.Allows(job))
            {
                lacking = job;
            }
            else if (Allocate(job) is { } chips)
            {
                _queue.Remove();
                _state.Meter.QueuedJobs--;
                Give(job, chips);
            }
            else
            {
                break;
            }
        }

        _speed.Throttle();
        _state.Meter.Power.Unserved = lacking is null && _state.Awaiting.Count == 0 ? default : Unserved(lacking);
    }

    /// <summary>The completion that is due happens, unless its attempt has been interrupted or slowed down since.</summary>
    public void CompleteNext()
    {
        var (number, attempt) = _state.TakeEvent();
        if (_state.Running.Find(number, attempt) is not { IsHung: false } job || job.DoneAt != _state.Now)
        {
            return;
        }

        Stop(job, RackCommandKind.Complete);
        _state.Allocator.Release(job.Chips);
        job.Complete(_state.Now);
        End(job, JobState.Completed);
        RequestPass();
    }

    /// <summary>Something that a job needs is degraded: it takes longer.</summary>
    public void Slow(Job job, int pacePercent) => _forecast.Slow(job, pacePercent);

    /// <summary>
    /// A failure under a job is noticed: it stops and, unless it has had too many, waits for a new start, with the chips that still
    /// serve or without.
    /// </summary>
    /// <returns>The work lost.</returns>
    public VirtualDuration Interrupt(Job job)
    {
        Stop(job, RackCommandKind.Interrupt);
        var isGivenUp = job.Interruptions >= _state.Plan.Failures.MaxRestarts;
        var missing = _state.Down.OutOfServiceAmong(job.Chips);
        var kept = !isGivenUp && _recovery.Keeps(job) ? ChipSets.Except(job.Chips, missing) : [];
        _state.Allocator.Release(kept.Count > 0 ? missing : job.Chips);
        var lost = job.Interrupt(_state.Now, kept, _state.Down.CountUnknownAmong(kept), missing);
        if (isGivenUp)
        {
            End(job, JobState.Failed);
        }
        else
        {
            NoteWaiting(job);
            KeepOrEnqueue(job);
        }

        RequestPass();
        return lost;
    }

    /// <summary>Chips are taken out of service; jobs that keep some of them have them no more.</summary>
    public void Withdraw(IReadOnlyList<ChipSet> chips)
    {
        LoseHolds(chips);
        foreach (var job in _recovery.Withdraw(chips))
        {
            Enqueue(job);
        }

        if (_state.Awaiting.Count > 0)
        {
            RequestPass();
        }
    }

    /// <summary>The patience of a job that keeps chips runs out: the next pass is its last.</summary>
    public void EndPatience()
    {
        _state.TakeEvent();
        if (_state.Awaiting.Count > 0)
        {
            RequestPass();
        }
    }

    private Job JobOf(JobArrival arrival) => new(arrival, _terms.Of(arrival));

    private void ScheduleAwaiting()
    {
        var isDone = false;
        while (!isDone)
        {
            // What one gives back may be what another one needs: nobody gives up before all have been tried.
            var jobs = _queue.InOrder(_state.Awaiting.InOrder.Where(job => !job.IsReady));
            Array.ForEach(jobs, _recovery.TakeBack);
            isDone = !jobs.Any(StartAgain) && !jobs.Any(GiveUp);
        }

        PassAt = VirtualTime.Never;
    }

    private bool StartAgain(Job job)
    {
        if (!_power.Allows(job) || _recovery.ChipsFor(job) is not { } chips)
        {
            return false;
        }

        _recovery.Leave(job);
        Give(job, chips);
        return true;
    }

    private bool GiveUp(Job job)
    {
        if (!_recovery.MustGiveUp(job))
        {
            return false;
        }

        _recovery.GiveUp(job);
        Enqueue(job);
        return true;
    }

    /// <summary>Chips for a job. Spares are for jobs that start again.</summary>
    private IReadOnlyList<ChipSet>? Allocate(Job job) =>
        job.Attempt > 0 ? _state.Allocator.TryAllocate(job.Arrival.Chips, job.Missing)
        : IsRoomFor(job) ? _state.Allocator.TryAllocate(job.Arrival.Chips)
        : null;

    /// <summary>Whether as many chips are free as a job needs, wherever they are.</summary>
    private bool IsRoomFor(Job job) =>
        _state.Allocator.FreeChips - (job.Attempt > 0 ? 0 : _state.Plan.Failures.Spares) >= job.Arrival.Chips;

    /// <summary>
    /// IT power that jobs would draw more if there were power for them: the one that is tried next, if as many chips are free, and
    /// those that have kept or got back all of theirs.
    /// </summary>
    /// <param name="next">The job that is tried next if it lacks power.</param>
    private Watts Unserved(Job? next)
    {
        if (!_power.IsLimited)
        {
            return default;
        }

        var unserved = next is not null && IsRoomFor(next) ? _power.ExtraOf(next) : default;
        return _state.Awaiting.InOrder
            .Where(each => each.Size == each.Arrival.Chips && !each.IsReady)
            .Aggregate(unserved, (sum, each) => sum + _power.ExtraOf(each));
    }

    private void Start(Job job, IReadOnlyList<ChipSet> chips)
    {
        var terms = _terms.Of(job.Arrival, ChipSets.CountOf(chips));
        job.Start(_state.Now, chips, terms, _state.Down.CountUnknownAmong(chips), _state.Degraded.PaceOn(chips), _state.ChipSpeed);
        _state.Running.Add(job);
        _power.Start(job.Size, job.Activity);
        _state.Meter.RunningJobs++;
        _state.Meter.Chips.Move(ChipStatus.Idle, ChipStatus.Busy, job.HealthyChips, job.Activity);
        _state.Outboxes.Add(RackCommandKind.Start, _state.Now, job.Arrival.Number, chips, job.Activity);
        _forecast.Begin(job);
        _state.Meter.Swings?.Begin(job);
    }

    private void Stop(Job job, RackCommandKind kind)
    {
        _state.Running.Remove(job);
        _power.Stop(job.Size, job.Activity);
        _state.Meter.RunningJobs--;
        _state.Meter.Swings?.End(job);
        _state.Meter.Chips.Move(ChipStatus.Busy, ChipStatus.Idle, job.HealthyChips, job.Activity);
        _state.Outboxes.Add(kind, _state.Now, job.Arrival.Number, job.Chips);
    }

    /// <summary>A job gives its chips back for lack of power, and falls back to its last checkpoint.</summary>
    private void Preempt(Job job)
    {
        NoteWaiting(job);
        if (job.IsReady)
        {
            GiveBack(job);
            Enqueue(job);
            return;
        }

        Stop(job, RackCommandKind.Interrupt);
        _state.Allocator.Release(job.Chips);
        var chips = job.Size;
        _state.Meter.Power.Preempt(Math.BigMul(job.Preempt(_state.Now).Microseconds, chips));
        Enqueue(job);
    }

    private void PlanPower(VirtualTime change)
    {
        if (!change.IsNever)
        {
            _state.AddEvent(change, EventClass.Power, entity: 0, sequence: 0);
        }
    }

    private void Enqueue(Job job)
    {
        _queue.Add(job);
        _state.Meter.QueuedJobs++;
        RequestPass();
    }

    private void KeepOrEnqueue(Job job)
    {
        if (job.IsAwaiting)
        {
            _recovery.Keep(job);
        }
        else
        {
            Enqueue(job);
        }
    }

    private void End(Job job, JobState state)
    {
        _state.Ended.Add(job.Record(_state.Plan.Index, state, _state.Now));
        NoteEnd(job, state);
    }
}
