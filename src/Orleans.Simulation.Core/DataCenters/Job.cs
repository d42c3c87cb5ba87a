using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>A job in a data center, from its submission to its end: its attempts, its progress, its energy.</summary>
/// <remarks>
/// It waits without chips, runs, or keeps chips: those that still work after a failure, until it has enough to start again.
/// Work is counted in chip-microseconds, so that an attempt with fewer chips takes longer and nothing gets lost in rounding.
/// </remarks>
internal sealed partial class Job
{
    private JobTerms _terms;
    private VirtualTime? _firstStart;
    private VirtualTime _accruedTo;
    private VirtualTime _worksFrom;
    private JobPace _pace;
    private VirtualTime? _hungSince;
    private VirtualTime? _corruptSince;
    private VirtualDuration _doneWhenCorrupt;
    private Int128 _saved;
    private VirtualDuration _left;
    private VirtualDuration _held;
    private Joules _energy;
    private SiteAccount _site;
    private SiteTotals _atOnce;
    private int _failedChips;
    private int _shrinks;
    private JobLosses _losses;
    private ChipSpeed _speed;
    private JobSparing _spared;

    /// <summary>Makes a job that has just been submitted.</summary>
    /// <param name="arrival">The job as it was submitted.</param>
    /// <param name="terms">What holds for jobs of its size.</param>
    public Job(JobArrival arrival, JobTerms terms)
    {
        (Arrival, _terms, Since) = (arrival, terms, arrival.Submit);
    }

    /// <summary>Makes a job as it was at a checkpoint.</summary>
    /// <param name="saved">What it was.</param>
    /// <param name="terms">What holds for jobs of the size that it works with.</param>
    /// <param name="speed">Speed of the chips of its data center.</param>
    public Job(JobSnapshot saved, JobTerms terms, ChipSpeed speed)
        : this(saved.Arrival, terms)
    {
        (Attempt, Chips, _failedChips, Interruptions) = (saved.Attempt, saved.Chips, saved.FailedChips, saved.Interruptions);
        (Missing, IsAwaiting, _shrinks, Size) = (saved.Missing, saved.IsAwaiting, saved.Shrinks, ChipSets.CountOf(saved.Chips));
        (_firstStart, Since, _worksFrom) = (saved.FirstStart, saved.Since, saved.WorksFrom);
        (_pace, DoneAt, IsFailurePlanned) = (saved.Pace, saved.DoneAt, saved.IsFailurePlanned);
        (IsReady, _peers) = (saved.IsReady, saved.Peers);
        (_speed, _spared) = (speed, saved.Spared);
        (_hungSince, _corruptSince, _doneWhenCorrupt) = (saved.HungSince, saved.CorruptSince, saved.DoneWhenCorrupt);
        (_saved, _held, _energy, _site, _atOnce) = (saved.Saved, saved.Held, saved.Energy, new(saved.Site), saved.AtOnce);
        _losses = new(
            saved.Lost,
            saved.Hung,
            saved.Restarting,
            saved.Checkpointing,
            saved.Slowed,
            saved.Requeued,
            saved.Awaiting,
            saved.Wasted,
            saved.ChipTime);
        _left = Size > 0 && !IsAwaiting ? LeftWith(Size) : VirtualDuration.Zero;
        AccrueFrom(saved.AccruedTo);
    }

    /// <summary>The job as it was submitted.</summary>
    public JobArrival Arrival { get; }

    /// <summary>Attempts so far; tells the completion of this attempt from those of interrupted ones.</summary>
    public int Attempt { get; private set; }

    /// <summary>The chips it holds; empty while it waits.</summary>
    public IReadOnlyList<ChipSet> Chips { get; private set; } = [];

    /// <summary>How many they are.</summary>
    public int Size { get; private set; }

    /// <summary>Chips that it had until they failed, or were taken out of service, and that are not replaced yet.</summary>
    public IReadOnlyList<ChipSet> Missing { get; private set; } = [];

    /// <summary>Whether it keeps its chips without progress, until it has enough to start again.</summary>
    public bool IsAwaiting { get; private set; }

    /// <summary>Since when it runs, waits for chips, or keeps some while it does.</summary>
    public VirtualTime Since { get; private set; }

    /// <summary>Chips that it holds and that work.</summary>
    public int HealthyChips => Size - _failedChips;

    /// <summary>When it will be done unless something fails; a completion at another time is void.</summary>
    public VirtualTime DoneAt { get; private set; }

    /// <summary>Whether the failure that was drawn for this attempt is among the events.</summary>
    public bool IsFailurePlanned { get; set; }

    /// <summary>How often a failure stopped it.</summary>
    public int Interruptions { get; private set; }

    /// <summary>When it works, or has begun to, after its restart.</summary>
    public VirtualTime WorksFrom => _worksFrom;

    /// <summary>Whether it makes no progress because something that it needs has failed.</summary>
    public bool IsHung => _hungSince is not null;

    /// <summary>Where it is counted while it goes through training steps, by <see cref="SteppingJobs"/>; null: it does not.</summary>
    public SteppingSize? Steps { get; set; }

    /// <summary>What it has its chips do.</summary>
    public JobActivity Activity => _terms.Activity;

    /// <summary>How many of some chips it holds.</summary>
    public int HoldsOf(ChipSet chips)
    {
        var held = 0;
        for (var index = 0; index < Chips.Count; index++)
        {
            held += Chips[index].CountIn(chips);
        }

        return held;
    }

    /// <summary>Starts on chips, or starts again after an interruption.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="chips">Its chips, those among them that it kept.</param>
    /// <param name="terms">What holds for jobs of as many chips.</param>
    /// <param name="failedChips">Chips among them that are down without anybody knowing: it hangs at once.</param>
    /// <param name="pacePercent">How long it takes on them, in percent: 100 unless some are degraded.</param>
    /// <param name="speed">Their speed.</param>
    public void Start(
        VirtualTime now, IReadOnlyList<ChipSet> chips, JobTerms terms, int failedChips, int pacePercent, ChipSpeed speed)
    {
        EndWait(now);
        _terms = terms;
        Since = now;
        _worksFrom = now + (Attempt == 0 ? VirtualDuration.Zero : _terms.Restart);
        Attempt++;
        SetChips(chips, missing: []);
        _left = LeftWith(Size);
        _shrinks += Size < Arrival.Chips ? 1 : 0;
        _firstStart ??= now;
        AccrueFrom(now);
        _failedChips = failedChips;
        _hungSince = failedChips > 0 ? now : null;
        (_speed, _spared, IsFailurePlanned) = (speed, default, false);
        _pace = JobPace.FullFrom(_worksFrom).SlowedTo(pacePercent, now).AtSpeed(speed.Percent, now);
        DoneAt = _pace.TimeOf(LeftAtFullPace);
    }

    /// <summary>Something that it needs is degraded from now on; if it hangs, that makes no difference.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="pacePercent">How long it takes then, in percent.</param>
    public void Slow(VirtualTime now, int pacePercent)
    {
        if (!IsHung)
        {
            _pace = _pace.SlowedTo(pacePercent, now);
            DoneAt = _pace.TimeOf(LeftAtFullPace);
        }
    }

    /// <summary>Its chips work at another speed from now on. Restarts take as long at any: they load data.</summary>
    public void SetSpeed(VirtualTime now, ChipSpeed speed)
    {
        AccrueTo(now);
        _speed = speed;
        if (!IsHung)
        {
            _pace = _pace.AtSpeed(speed.Percent, now);
            DoneAt = _pace.TimeOf(LeftAtFullPace);
        }
    }

    /// <summary>Something that it needs fails.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="chips">Its chips that go down with it.</param>
    public void Hang(VirtualTime now, int chips)
    {
        AccrueTo(now);
        _failedChips += chips;
        _hungSince ??= now;
    }

    /// <summary>Its data are corrupt from now on, and it works on.</summary>
    public void Corrupt(VirtualTime now)
    {
        if (_corruptSince is null)
        {
            _corruptSince = now;
            _doneWhenCorrupt = now > _worksFrom ? _pace.DoneBy(now) : VirtualDuration.Zero;
        }
    }

    /// <summary>All its work is done.</summary>
    public void Complete(VirtualTime now)
    {
        AccrueTo(now);
        _losses += Cost(lost: default, now, restarting: _worksFrom - Since, LeftAtFullPace - _left, LeftAtFullPace, now);
        _losses.AddRest(InChipTime(_left) - (Work - _saved), _speed.Power.Of(_terms.Activity));
        _saved = Work;
        SetChips([], missing: []);
        _corruptSince = null;
    }

    /// <summary>Its failure is noticed: it stops and falls back to its last good checkpoint.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="kept">Chips that it keeps; none: it waits without.</param>
    /// <param name="failedChips">Chips among them that are down without anybody knowing.</param>
    /// <param name="missing">Chips that it had and cannot keep.</param>
    /// <returns>The work lost.</returns>
    public VirtualDuration Interrupt(
        VirtualTime now, IReadOnlyList<ChipSet> kept, int failedChips, IReadOnlyList<ChipSet> missing)
    {
        Interruptions++;
        return StopShort(now, kept, failedChips, missing);
    }

    /// <summary>It stops without a failure, gives all its chips back, and falls back to its last good checkpoint.</summary>
    /// <returns>The work lost.</returns>
    public VirtualDuration Preempt(VirtualTime now) => StopShort(now, kept: [], failedChips: 0, missing: []);

    /// <summary>Chips that it keeps go down without anybody knowing.</summary>
    public void Fail(VirtualTime now, int chips)
    {
        AccrueTo(now);
        _failedChips += chips;
    }

    /// <summary>What it keeps changes: chips turn out to be down, or serve again.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="kept">Chips that it keeps from now on.</param>
    /// <param name="failedChips">Chips among them that are down without anybody knowing.</param>
    /// <param name="missing">Chips that it had and lacks.</param>
    public void Keep(VirtualTime now, IReadOnlyList<ChipSet> kept, int failedChips, IReadOnlyList<ChipSet> missing)
    {
        AccrueTo(now);
        SetChips(kept, missing);
        _failedChips = failedChips;
    }

    /// <summary>It gives back what it kept and waits like any other job.</summary>
    public void GiveUp(VirtualTime now)
    {
        EndWait(now);
        SetChips([], Missing);
        (_failedChips, Since) = (0, now);
    }

    /// <summary>What has become of it by now.</summary>
    /// <param name="dataCenter">Index of its data center.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="now">The instant; its end when the state is final.</param>
    public JobRecord Record(int dataCenter, JobState state, VirtualTime now)
    {
        if (state == JobState.Running)
        {
            AccrueTo(now);
        }

        var losses = _losses;
        if (state == JobState.Running && !IsAwaiting)
        {
            losses += Underway(now);
        }
        else if (state == JobState.Queued && _firstStart is not null)
        {
            losses.Requeued += now - Since;
        }

        VirtualTime? end = state is JobState.Queued or JobState.Running ? null : now;
        var record = new JobRecord(
            Arrival, dataCenter, state, _firstStart, end, Math.Max(0, Attempt - 1), _held, losses.Lost, _energy)
        {
            Interruptions = Interruptions,
            Hung = losses.Hung,
            Restarting = losses.Restarting,
            Checkpointing = losses.Checkpointing,
            Slowed = losses.Slowed,
            Requeued = losses.Requeued,
            Awaiting = losses.Awaiting,
            Wasted = losses.Wasted,
            Shrinks = _shrinks,
            Site = _terms.Rates.AreConstant ? null : _site.Totals,
            AtOnce = IsPostponed ? _atOnce : null,
            Peers = _peers,
        };
        return losses.ChipTime == record.WithAllChips ? record : record with { Partial = losses.ChipTime };
    }

    /// <summary>Says all that is known of the job.</summary>
    public JobSnapshot Save() => new(
        Arrival,
        Attempt,
        Chips,
        Missing,
        IsAwaiting,
        IsReady,
        _firstStart,
        _accruedTo,
        _worksFrom,
        _pace,
        DoneAt,
        _hungSince,
        _saved,
        _held,
        _losses.Lost,
        _energy,
        _site.Totals,
        _atOnce,
        _failedChips,
        Since,
        _corruptSince,
        _doneWhenCorrupt,
        Interruptions,
        _shrinks,
        _losses.Hung,
        _losses.Restarting,
        _losses.Checkpointing,
        _losses.Slowed,
        _losses.Requeued,
        _losses.Awaiting,
        _losses.Wasted,
        _losses.ChipTime,
        _spared,
        IsFailurePlanned,
        _peers);

    private bool IsPostponed => Arrival.Postponed > VirtualDuration.Zero;

    /// <summary>All its work, in chip-microseconds.</summary>
    private Int128 Work => Math.BigMul(Arrival.Work.Microseconds, Arrival.Chips);

    /// <summary>Time for the work that is left, with some chips: whole microseconds, the last of them not always full.</summary>
    private VirtualDuration LeftWith(int chips) => new((long)((Work - _saved + chips - 1) / chips));

    /// <summary>What this attempt needs in all, checkpoints among it, if nothing slows it down.</summary>
    private VirtualDuration LeftAtFullPace => _left + _terms.Checkpoint.PausesIn(_left);

    private Int128 InChipTime(VirtualDuration time) => Math.BigMul(time.Microseconds, Size);

    private VirtualDuration StopShort(
        VirtualTime now, IReadOnlyList<ChipSet> kept, int failedChips, IReadOnlyList<ChipSet> missing)
    {
        AccrueTo(now);
        var (saved, losses) = Attempted(now);
        _losses += losses;
        _saved += InChipTime(saved);
        SetChips(kept, missing);
        IsAwaiting = kept.Count > 0;
        _failedChips = failedChips;
        (Since, _hungSince, _corruptSince) = (now, null, null);
        return losses.Lost;
    }

    private void SetChips(IReadOnlyList<ChipSet> chips, IReadOnlyList<ChipSet> missing)
    {
        (Chips, Size, Missing) = (chips, ChipSets.CountOf(chips), missing);
    }

    /// <summary>Ends the time for which it waited, with or without chips, to start or to wait otherwise.</summary>
    private void EndWait(VirtualTime now)
    {
        if (IsAwaiting)
        {
            AccrueTo(now);
            (IsAwaiting, IsReady) = (false, false);
        }
        else if (_firstStart is not null)
        {
            _losses.Requeued += now - Since;
        }
    }

    /// <summary>
    /// What an attempt that ends now has saved, and what it cost in vain. The energy of hanging is accrued already.
    /// </summary>
    private (VirtualDuration Saved, JobLosses Losses) Attempted(VirtualTime now)
    {
        var stopped = _hungSince ?? now;
        var restarting = VirtualTime.Min(stopped, _worksFrom) - Since;
        if (stopped <= _worksFrom)
        {
            return (default, Cost(lost: default, stopped, restarting, paused: default, elapsed: default, now));
        }

        var elapsed = _pace.DoneBy(stopped);
        var (saved, since, paused) = _terms.Checkpoint.Progress(elapsed);
        if (_corruptSince is { } corrupt && corrupt < stopped)
        {
            // Checkpoints since the corruption are corrupt too.
            var good = _terms.Checkpoint.Progress(_doneWhenCorrupt).Saved;
            (saved, since) = (good, since + (saved - good));
        }

        return (saved, Cost(since, stopped, restarting, paused, elapsed, now));
    }

    /// <summary>What an attempt that goes on has cost in vain so far; nothing of its work is lost yet.</summary>
    private JobLosses Underway(VirtualTime now)
    {
        var stopped = _hungSince ?? now;
        var elapsed = stopped > _worksFrom ? _pace.DoneBy(stopped) : default;
        var paused = _terms.Checkpoint.Progress(elapsed).Paused;
        var restarting = VirtualTime.Min(stopped, _worksFrom) - Since;
        return Cost(lost: default, stopped, restarting, paused, elapsed, now);
    }

    /// <summary>What an attempt cost until it stopped to make progress.</summary>
    /// <param name="lost">Work lost.</param>
    /// <param name="stopped">Until when it made progress: it hung from then on.</param>
    /// <param name="restarting">Time that its restart took.</param>
    /// <param name="paused">Time during which it wrote checkpoints.</param>
    /// <param name="elapsed">What it had done by then, in time at full pace.</param>
    /// <param name="now">The instant.</param>
    private JobLosses Cost(
        VirtualDuration lost,
        VirtualTime stopped,
        VirtualDuration restarting,
        VirtualDuration paused,
        VirtualDuration elapsed,
        VirtualTime now)
    {
        var worked = stopped > _worksFrom ? stopped - _worksFrom : VirtualDuration.Zero;
        var behind = worked > VirtualDuration.Zero ? _pace.BehindBy(stopped) : VirtualDuration.Zero;
        var inVain = lost + paused + (worked - elapsed - behind);
        var losses = default(JobLosses);
        losses.Add(
            lost,
            now - stopped,
            restarting,
            paused,
            worked - elapsed,
            _spared.Wasted(_terms.Power, restarting, worked, worked - behind, inVain) * Size,
            Size);
        return losses;
    }

    private void AccrueFrom(VirtualTime now)
    {
        _accruedTo = now;
        if (!_terms.Rates.AreConstant)
        {
            _site.BeginAt(now, _terms.Rates);
        }
    }

    private void AccrueTo(VirtualTime now)
    {
        var elapsed = now - _accruedTo;
        var working = IsAwaiting ? _terms.Chip.Idle : _speed.Power.Of(_terms.Activity);
        var power = (working * HealthyChips) + (_terms.Chip.Failed * _failedChips);
        var energy = power * elapsed;
        _held += elapsed;
        _energy += energy;
        _losses.AddHeld(elapsed, Size, IsAwaiting, IsHung || IsAwaiting ? energy : default);
        if (!_terms.Rates.AreConstant)
        {
            _site.AccrueTo(now, power, _terms.Rates);
        }

        if (IsPostponed)
        {
            _atOnce += _terms.Rates.Of(power, _accruedTo - Arrival.Postponed, now - Arrival.Postponed);
        }

        if (_speed.Percent != ChipSpeed.Full && !IsAwaiting && !IsHung)
        {
            _spared = _spared.With(_terms.Power - _speed.Power.Of(_terms.Activity), _accruedTo, now, _worksFrom);
        }

        if (IsReady)
        {
            AwaitPeers(elapsed);
        }

        _accruedTo = now;
    }
}
