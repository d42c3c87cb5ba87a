using System.Numerics;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Follows failures from where they strike over their detection to the end of their repair.</summary>
/// <remarks>
/// Chips and racks draw their own and report them; all others are drawn here. A failure takes down all chips that hang on
/// it. Jobs that hold one of them hang until it is noticed; then they stop, the chips are taken out of service, and a crew
/// repairs it.
/// </remarks>
internal sealed class FailureDesk
{
    private readonly DataCenterState _state;
    private readonly JobDesk _jobs;
    private readonly DataCenterPlan _plan;
    private readonly FailureSites _sites;
    private readonly JobFailures _jobFailures;
    private readonly RepairCrews _crews;
    private readonly FailureCalendar _calendar;
    private readonly ChipOutages _chips;
    private readonly SortedDictionary<(int Site, int Number), OpenFailure> _undetected = [];
    private readonly SortedDictionary<(int Site, int Number), OpenFailure> _underRepair = [];

    /// <summary>Opens the desk without failures; <see cref="Begin"/> plans the first ones of a run.</summary>
    public FailureDesk(DataCenterState state, JobDesk jobs)
    {
        (_state, _jobs, _plan, _sites) = (state, jobs, state.Plan, state.Sites);
        (_calendar, _chips, _jobFailures) = (new(state), new(state), new(_plan));
        _crews = new(_plan.Failures.RepairCrews);
        Lemons = new(_plan.Failures.LemonEviction);
        Batteries = new(state);
    }

    /// <summary>Opens the desk as it was at a checkpoint.</summary>
    public FailureDesk(DataCenterState state, JobDesk jobs, DataCenterSnapshot saved)
        : this(state, jobs)
    {
        Lemons.Restore(saved.WatchedHosts, saved.EvictedHosts);
        Batteries.Restore(saved.Batteries);
        foreach (var host in saved.EvictedHosts)
        {
            _chips.Evict(host);
        }

        foreach (var failure in saved.Undetected)
        {
            _undetected.Add((failure.Site, failure.Number), failure);
            _chips.Restore(failure, isNoticed: false);
        }

        foreach (var failure in saved.WaitingForCrew)
        {
            _crews.RestoreWaiting(failure);
            _chips.Restore(failure, isNoticed: true);
        }

        foreach (var failure in saved.UnderRepair)
        {
            _underRepair.Add((failure.Site, failure.Number), failure);
            _chips.Restore(failure, isNoticed: true);
            if (NeedsCrew(failure.Site))
            {
                _crews.RestoreBusy();
            }
        }
    }

    /// <summary>Failures that nobody has noticed yet, by site and number.</summary>
    public IEnumerable<OpenFailure> Undetected => _undetected.Values;

    /// <summary>Failures that wait for a crew.</summary>
    public IEnumerable<OpenFailure> Waiting => _crews.Waiting;

    /// <summary>Finds the hosts that fail too often.</summary>
    public LemonWatch Lemons { get; }

    /// <summary>Bridges what the data center hangs on.</summary>
    public BatteryDesk Batteries { get; }

    /// <summary>Failures whose repair has begun, by site and number.</summary>
    public IEnumerable<OpenFailure> UnderRepair => _underRepair.Values;

    /// <summary>Plans the first failures of a run that the data center itself draws.</summary>
    public void Begin() => _calendar.Begin();

    /// <summary>A rack reports that a chip has failed.</summary>
    public void NoteFailure(int rack, ChipFailure failure)
    {
        MustBeNow(rack, failure.Time);
        _state.Hashes.Add(rack, failure);
        Strike(_sites.OfChip(rack, failure.Slot), failure.Number, failure.Cause, firstHost: 0, _plan.Failures.Detection);
    }

    /// <summary>A rack reports that a component has failed.</summary>
    public void NoteFailure(int rack, ComponentFailure failure)
    {
        MustBeNow(rack, failure.Time);
        var (site, cause) = _sites.OfRackComponent(rack, failure.Component);
        StrikeComponent(site, failure.Number, cause, firstHost: 0);
    }

    /// <summary>What the data center itself has drawn or planned, and is due, strikes.</summary>
    public void StrikeNext()
    {
        var (site, number) = _state.TakeEvent();
        if (_sites.IsJob(site))
        {
            StrikeJob(site, number);
        }
        else if (_sites.IsOutage(site))
        {
            var index = site - _sites.FirstOutage;
            var outage = _plan.Outages[index];
            var detection = VirtualDuration.Min(_plan.Failures.Detection, outage.Duration);
            Strike(site, number: 0, FirstOutageCause + outage.Cause, firstHost: 0, detection);
            _calendar.PlanOutage(index + 1);
        }
        else
        {
            var cause = _sites.CauseOf(site);
            var (component, firstHost) = _calendar.PlaceOf(cause, number);

            // What is down cannot fail; bursts strike wherever they like.
            if (_plan.Failures.Components[cause].Domain == FailureDomain.Burst || !IsDown(component))
            {
                StrikeComponent(component, number, cause, firstHost);
            }

            _calendar.PlanNext(cause, number + 1);
        }
    }

    /// <summary>The data center leaves its batteries: if they are empty, all its chips go down.</summary>
    public void LeaveBatteries()
    {
        var (site, number) = _state.TakeEvent();
        if (Batteries.LeaveBatteries())
        {
            var cause = _sites.CauseOf(site);
            var detection = VirtualDuration.Min(DetectionOf(_plan.Failures.Components[cause]), Batteries.DipEnd - _state.Now);
            Strike(site, number, FirstComponentCause + cause, firstHost: 0, detection);
        }
    }

    /// <summary>The failure that is due to be noticed is: the jobs under it stop, its repair is ordered.</summary>
    public void DetectNext()
    {
        var (site, number) = _state.TakeEvent();
        _state.EventCount++;
        var failure = Take(_undetected, site, number) with { Detected = _state.Now };
        if (_sites.IsJob(site))
        {
            var job = _state.Running.Find(site - _sites.FirstJob, number);
            Record(job is null ? failure : Charge(failure, [job]), null, null);
            return;
        }

        if (_sites.IsDegrading(site))
        {
            // It goes down only now, to be repaired.
            _state.Degraded.Remove(site, number);
            _chips.TakeDown(site, failure.FirstHost);
        }

        var (noticed, victims) = _chips.Notice(failure);
        failure = Charge(failure, victims);
        _jobs.Withdraw(noticed);
        _chips.Withdraw(noticed);
        if (_sites.HostOf(site) is { } host && Lemons.IsLemon(host, _state.Now))
        {
            _jobs.Withdraw([.. _sites.ChipsOfHost(host)]);
            _chips.Evict(host);
            _state.Meter.EvictedHosts++;
        }

        if (!NeedsCrew(site) || _crews.TryTake(failure))
        {
            BeginRepair(failure);
        }
    }

    /// <summary>The repairs that end now do: what was down works again, crews go on to what waits for them.</summary>
    /// <returns>Racks whose promises change, in order.</returns>
    public IReadOnlyCollection<int> RepairDue()
    {
        var racks = new SortedSet<int>();
        while (_state.IsNext(EventClass.Repair))
        {
            var (site, number) = _state.TakeEvent();
            _state.EventCount++;
            _state.Meter.Repairs++;
            racks.UnionWith(_chips.Raise(Take(_underRepair, site, number)));
            if (Batteries.Serve(site))
            {
                Batteries.EndDip();
            }

            if (NeedsCrew(site) && _crews.Release() is { } next)
            {
                BeginRepair(next);
            }
        }

        _jobs.RequestPass();
        return racks;
    }

    /// <summary>Records of all failures that are not repaired and not recorded yet, at the end of the run.</summary>
    public IEnumerable<FailureRecord> Unrecorded =>
        Undetected.Concat(Waiting)
            .OrderBy(failure => (failure.Site, failure.Number))
            .Select(failure => RecordOf(failure, null, null));

    private int FirstComponentCause => _plan.Chip.Causes.Count;

    private int FirstOutageCause => FirstComponentCause + _plan.Failures.Components.Count;

    private OpenFailure Take(SortedDictionary<(int Site, int Number), OpenFailure> open, int site, int number) =>
        open.Remove((site, number), out var failure)
            ? failure
            : throw new SimulationFaultException($"{_plan.Name}: failure {number} of site {site} is not open at {_state.Now}");

    private bool NeedsCrew(int site) =>
        _sites.IsChip(site) || (!_sites.IsOutage(site) && _plan.Failures.Components[_sites.CauseOf(site)].NeedsCrew);

    private bool IsDown(int site) => Batteries.Serve(site)
        ? Batteries.IsDip
        : Undetected.Concat(Waiting).Concat(UnderRepair).Any(failure => failure.Site == site);

    private VirtualDuration DetectionOf(ComponentCause cause) => cause.Detection ?? _plan.Failures.Detection;

    private void StrikeComponent(int site, int number, int cause, int firstHost)
    {
        var kind = _plan.Failures.Components[cause];
        var detection = DetectionOf(kind);
        if (Batteries.Serve(site))
        {
            Batteries.BeginDip(number, DrawRepair(site, number));
        }
        else if (kind.IsDegrading)
        {
            Degrade(site, number, FirstComponentCause + cause, firstHost, detection, kind.PacePercent);
        }
        else
        {
            Strike(site, number, FirstComponentCause + cause, firstHost, detection);
        }
    }

    /// <summary>Something is degraded: the jobs that need it are slow.</summary>
    private void Degrade(int site, int number, int cause, int firstHost, VirtualDuration detection, int pacePercent)
    {
        ChipSet[] chips = [.. _sites.ChipsOf(site, firstHost)];
        _state.Degraded.Add(site, number, chips, pacePercent);
        var hit = chips.SelectMany(_state.Running.HoldersOf).Distinct().OrderBy(job => job.Arrival.Number).ToArray();
        foreach (var job in hit)
        {
            _jobs.Slow(job, pacePercent);
        }

        var first = hit.Length == 0 ? FailureRecord.NoJob : hit[0].Arrival.Number;
        Open(site, number, cause, firstHost, chips.Sum(some => some.Count), first, hit.Length, detection);
    }

    /// <summary>A failure takes down the chips that hang on it and hangs the jobs that hold them.</summary>
    private void Strike(int site, int number, int cause, int firstHost, VirtualDuration detection)
    {
        var (count, hit) = _chips.TakeDown(site, firstHost);
        Open(site, number, cause, firstHost, count, hit.Count == 0 ? FailureRecord.NoJob : hit.Min, hit.Count, detection);
    }

    /// <summary>A job fails in an attempt, unless that has ended or hangs already.</summary>
    private void StrikeJob(int site, int attempt)
    {
        var number = site - _sites.FirstJob;
        if (_state.Running.Find(number, attempt) is not { IsHung: false } job)
        {
            return;
        }

        var cause = _jobFailures.Draw(job.Arrival, attempt, job.Size)!.Value.Cause;
        var kind = _plan.Failures.Components[cause];
        if (kind.IsSilent)
        {
            job.Corrupt(_state.Now);
        }
        else
        {
            job.Hang(_state.Now, chips: 0);
            _state.Meter.Swings?.End(job);
        }

        Open(site, attempt, FirstComponentCause + cause, 0, 0, number, 1, DetectionOf(kind));
    }

    private void Open(
        int site, int number, int cause, int firstHost, int chips, int job, int jobsHit, VirtualDuration detection)
    {
        var failure = new OpenFailure(
            site, number, cause, _state.Now, chips, job, jobsHit, firstHost, null, VirtualDuration.Zero, 0, 0);
        _undetected.Add((site, number), failure);
        _state.AddEvent(_state.Now + detection, EventClass.Detection, site, number);
    }

    /// <summary>Stops jobs and charges the failure with the work that they lose.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="victims">
    /// Jobs that hold its chips now, by number: others than it hit at first, if those were stopped meanwhile.
    /// </param>
    private OpenFailure Charge(OpenFailure failure, IReadOnlyCollection<Job> victims)
    {
        foreach (var job in victims)
        {
            var chips = job.Size;
            var lost = _jobs.Interrupt(job);
            failure = failure with
            {
                Lost = failure.Lost + lost,
                LostChips = failure.LostChips + (lost > VirtualDuration.Zero ? chips : 0),
                LostChipTime = failure.LostChipTime + Math.BigMul(lost.Microseconds, chips),
            };
        }

        return victims.Count == 0 ? failure : failure with
        {
            Job = victims.First().Arrival.Number,
            JobsHit = Math.Max(failure.JobsHit, victims.Count),
        };
    }

    private void BeginRepair(OpenFailure failure)
    {
        var end = RepairEnd(failure);
        _underRepair.Add((failure.Site, failure.Number), failure);
        _state.AddEvent(end, EventClass.Repair, failure.Site, failure.Number);
        Record(failure, _state.Now, end);
    }

    private VirtualTime RepairEnd(OpenFailure failure)
    {
        if (_sites.IsOutage(failure.Site))
        {
            return failure.Time + _plan.Outages[failure.Site - _sites.FirstOutage].Duration;
        }

        return Batteries.Serve(failure.Site)
            ? Batteries.DipEnd
            : _state.Now
                + DrawRepair(failure.Site, failure.Number)
                + (NeedsCrew(failure.Site) ? _plan.Failures.ReturnTest : VirtualDuration.Zero);
    }

    private VirtualDuration DrawRepair(int site, int number)
    {
        var repair = _sites.IsChip(site)
            ? _plan.Failures.ChipRepair
            : _plan.Failures.Components[_sites.CauseOf(site)].Repair ?? _plan.Failures.ChipRepair;
        var entity = ((long)_plan.Index << 32) | (uint)site;
        var uniform = new RandomStream(_plan.Seed, RandomPurpose.RepairTime).Uniform(entity, (uint)number);
        return repair.Draw(uniform);
    }

    private void Record(OpenFailure failure, VirtualTime? repairStart, VirtualTime? repaired) =>
        _state.Failures.Add(RecordOf(failure, repairStart, repaired));

    private FailureRecord RecordOf(OpenFailure failure, VirtualTime? repairStart, VirtualTime? repaired)
    {
        var first = _sites.IsJob(failure.Site) ? default : _sites.ChipsOf(failure.Site, failure.FirstHost).First();
        var slot = (first.Word * RackCommand.SlotsPerWord) + BitOperations.TrailingZeroCount(first.Mask);
        var isSomewhere = !_sites.IsJob(failure.Site);
        return new(
            _plan.Index,
            isSomewhere ? first.Rack : FailureRecord.Nowhere,
            isSomewhere ? slot : FailureRecord.Nowhere,
            failure.Cause,
            failure.Time,
            failure.Detected,
            repaired,
            failure.Job,
            failure.Lost,
            failure.LostChips)
        {
            RepairStart = repairStart,
            Chips = failure.Chips,
            JobsHit = failure.JobsHit,
            LostChipTime = failure.LostChipTime,
        };
    }

    private void MustBeNow(int rack, VirtualTime time)
    {
        if (time != _state.Now)
        {
            throw new SimulationFaultException(
                $"{_plan.Name}: rack {rack} reports a failure at {time}, it is {_state.Now} and rack promised otherwise");
        }
    }
}
