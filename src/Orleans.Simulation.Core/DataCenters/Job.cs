using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>A job in a data center, from its submission to its end: its attempts, its progress, its energy.</summary>
internal sealed class Job
{
    private readonly JobTerms _terms;
    private VirtualTime? _firstStart;
    private VirtualTime _accruedTo;
    private VirtualTime _since;
    private VirtualTime _worksFrom;
    private JobPace _pace;
    private VirtualTime? _hungSince;
    private VirtualTime? _corruptSince;
    private VirtualDuration _doneWhenCorrupt;
    private VirtualDuration _saved;
    private VirtualDuration _held;
    private Joules _energy;
    private int _failedChips;
    private int _interruptions;
    private JobLosses _losses;

    /// <summary>Makes a job that has just been submitted.</summary>
    /// <param name="arrival">The job as it was submitted.</param>
    /// <param name="terms">What holds for jobs of its size.</param>
    public Job(JobArrival arrival, JobTerms terms)
    {
        (Arrival, _terms, _since) = (arrival, terms, arrival.Submit);
    }

    /// <summary>Makes a job as it was at a checkpoint.</summary>
    public Job(JobSnapshot saved, JobTerms terms)
        : this(saved.Arrival, terms)
    {
        (Attempt, Chips, _failedChips, _interruptions) = (saved.Attempt, saved.Chips, saved.FailedChips, saved.Interruptions);
        (_firstStart, _accruedTo, _since, _worksFrom) = (saved.FirstStart, saved.AccruedTo, saved.Since, saved.WorksFrom);
        (_pace, DoneAt) = (saved.Pace, saved.DoneAt);
        (_hungSince, _corruptSince, _doneWhenCorrupt) = (saved.HungSince, saved.CorruptSince, saved.DoneWhenCorrupt);
        (_saved, _held, _energy) = (saved.Saved, saved.Held, saved.Energy);
        _losses = new(saved.Lost, saved.Hung, saved.Restarting, saved.Checkpointing, saved.Slowed, saved.Requeued, saved.Wasted);
    }

    /// <summary>The job as it was submitted.</summary>
    public JobArrival Arrival { get; }

    /// <summary>Attempts so far; tells the completion of this attempt from those of interrupted ones.</summary>
    public int Attempt { get; private set; }

    /// <summary>The chips it holds; empty while it waits.</summary>
    public IReadOnlyList<ChipSet> Chips { get; private set; } = [];

    /// <summary>Chips that it holds and that work.</summary>
    public int HealthyChips => Arrival.Chips - _failedChips;

    /// <summary>When it will be done unless something fails; a completion at another time is void.</summary>
    public VirtualTime DoneAt { get; private set; }

    /// <summary>Whether it makes no progress because something that it needs has failed.</summary>
    public bool IsHung => _hungSince is not null;

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

    /// <summary>Takes chips and starts, or starts again after an interruption.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="chips">Its chips.</param>
    /// <param name="failedChips">Chips among them that are down without anybody knowing: it hangs at once.</param>
    /// <param name="pacePercent">How long it takes on them, in percent: 100 unless some are degraded.</param>
    public void Start(VirtualTime now, IReadOnlyList<ChipSet> chips, int failedChips, int pacePercent)
    {
        _losses.Requeued += Attempt == 0 ? VirtualDuration.Zero : now - _since;
        _worksFrom = now + (Attempt == 0 ? VirtualDuration.Zero : _terms.Restart);
        Attempt++;
        Chips = chips;
        _firstStart ??= now;
        (_accruedTo, _since) = (now, now);
        _failedChips = failedChips;
        _hungSince = failedChips > 0 ? now : null;
        _pace = JobPace.FullFrom(_worksFrom).SlowedTo(pacePercent, now);
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
        var left = Arrival.Work - _saved;
        var slowed = now - _worksFrom - LeftAtFullPace;
        _losses.Add(default, default, _worksFrom - _since, LeftAtFullPace - left, slowed, BusyPower);
        _saved = Arrival.Work;
        Chips = [];
        _corruptSince = null;
    }

    /// <summary>Its failure is noticed: it gives its chips back and falls back to its last good checkpoint.</summary>
    /// <returns>The work lost.</returns>
    public VirtualDuration Interrupt(VirtualTime now)
    {
        AccrueTo(now);
        var (saved, losses) = Attempted(now);
        _losses += losses;
        _saved += saved;
        Chips = [];
        _failedChips = 0;
        (_since, _hungSince, _corruptSince) = (now, null, null);
        _interruptions++;
        return losses.Lost;
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
        if (state == JobState.Running)
        {
            losses += Underway(now);
        }
        else if (state == JobState.Queued && Attempt > 0)
        {
            losses.Requeued += now - _since;
        }

        VirtualTime? end = state is JobState.Queued or JobState.Running ? null : now;
        return new(
            Arrival, dataCenter, state, _firstStart, end, Math.Max(0, Attempt - 1), _held, losses.Lost, _energy)
        {
            Interruptions = _interruptions,
            Hung = losses.Hung,
            Restarting = losses.Restarting,
            Checkpointing = losses.Checkpointing,
            Slowed = losses.Slowed,
            Requeued = losses.Requeued,
            Wasted = losses.Wasted,
        };
    }

    /// <summary>Says all that is known of the job.</summary>
    public JobSnapshot Save() => new(
        Arrival,
        Attempt,
        Chips,
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
        _failedChips,
        _since,
        _corruptSince,
        _doneWhenCorrupt,
        _interruptions,
        _losses.Hung,
        _losses.Restarting,
        _losses.Checkpointing,
        _losses.Slowed,
        _losses.Requeued,
        _losses.Wasted);

    /// <summary>What this attempt needs in all, checkpoints among it, if nothing slows it down.</summary>
    private VirtualDuration LeftAtFullPace
    {
        get
        {
            var left = Arrival.Work - _saved;
            return left + _terms.Checkpoint.PausesIn(left);
        }
    }

    private Watts BusyPower => _terms.Chip.Busy * Arrival.Chips;

    /// <summary>
    /// What an attempt that ends now has saved, and what it cost in vain. The energy of hanging is accrued already.
    /// </summary>
    private (VirtualDuration Saved, JobLosses Losses) Attempted(VirtualTime now)
    {
        var stopped = _hungSince ?? now;
        var restarting = VirtualTime.Min(stopped, _worksFrom) - _since;
        var losses = default(JobLosses);
        if (stopped <= _worksFrom)
        {
            losses.Add(default, now - stopped, restarting, default, default, BusyPower);
            return (default, losses);
        }

        var elapsed = _pace.DoneBy(stopped);
        var (saved, since, paused) = _terms.Checkpoint.Progress(elapsed);
        if (_corruptSince is { } corrupt && corrupt < stopped)
        {
            // Checkpoints since the corruption are corrupt too.
            var good = _terms.Checkpoint.Progress(_doneWhenCorrupt).Saved;
            (saved, since) = (good, since + (saved - good));
        }

        losses.Add(since, now - stopped, restarting, paused, stopped - _worksFrom - elapsed, BusyPower);
        return (saved, losses);
    }

    /// <summary>What an attempt that goes on has cost in vain so far; nothing of its work is lost yet.</summary>
    private JobLosses Underway(VirtualTime now)
    {
        var stopped = _hungSince ?? now;
        var losses = default(JobLosses);
        var elapsed = stopped > _worksFrom ? _pace.DoneBy(stopped) : default;
        var slowed = stopped > _worksFrom ? stopped - _worksFrom - elapsed : default;
        var paused = _terms.Checkpoint.Progress(elapsed).Paused;
        losses.Add(default, now - stopped, VirtualTime.Min(stopped, _worksFrom) - _since, paused, slowed, BusyPower);
        return losses;
    }

    private void AccrueTo(VirtualTime now)
    {
        var elapsed = now - _accruedTo;
        var energy = ((_terms.Chip.Busy * HealthyChips) + (_terms.Chip.Failed * _failedChips)) * elapsed;
        _held += elapsed;
        _energy += energy;
        _losses.Wasted += IsHung ? energy : default;
        _accruedTo = now;
    }
}
