using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>
/// Follows how far the power of a data center swings within the training steps of its jobs, without an event for any step, and how far it goes
/// up and down within a window.
/// </summary>
/// <remarks>
/// It watches only, beside <see cref="PowerMeter"/>. Swings change when a job begins to step or stops, with the speed of chips, and with the PUE.
/// A job steps from when it works, after its restart, until it stops or hangs. Within the window of a dynamic range a swing lies around the mean
/// power: above it while chips compute, below it while they communicate.
/// </remarks>
internal sealed class SwingMeter
{
    private readonly SteppingJobs? _jobs;
    private readonly (long Part, long Whole) _left;
    private readonly Int128? _fastest;
    private readonly RollingRange? _range;
    private SwingAccount _account = SwingAccount.Nothing;
    private VirtualDuration _tooFast;
    private Int128 _burned;
    private Int128 _lost;
    private SiteTotals _rates;
    private Watts _it;
    private int _speedLevel;
    private VirtualTime _since;
    private VirtualTime _until;
    private bool _isKnown;
    private bool _isTooFast;
    private Watts? _largest;
    private Peaks _peaks;
    private Watts _burnedNow;
    private Watts _lostNow;
    private Int128 _high;
    private Int128 _low;

    private SwingMeter(DataCenterPlan plan)
    {
        var power = plan.Power;
        _jobs = plan.Steps.Count > 0 ? new(plan) : null;
        _left = power.StepSmoothing.Left;

        // Nanowatts: milliwatts a second, times parts per million of PUE, times microseconds, over microseconds in a second.
        _fastest = power.RateLimit is { } limit ? Math.BigMul(limit.Milliwatts, power.StepEdge.Microseconds) : null;
        _range = power.RangeLimit is { } range
            ? new(power.RangeWindow, Math.BigMul(range.Milliwatts, SitePlan.PueUnit))
            : null;
    }

    /// <summary>What swings have come to; null: no job steps.</summary>
    public SwingAccount? Account
    {
        get
        {
            Settle();
            return _jobs is null ? null : _account with
            {
                TooFast = _tooFast,
                Burned = _account.Burned + (_burned * _rates.Facility),
                Lost = _account.Lost + (_lost * _rates.Facility),
                Extra = _account.Extra + (_rates * (_burned + _lost)),
            };
        }
    }

    /// <summary>The dynamic range; null: it has no limit.</summary>
    public RangeAccount? Range
    {
        get
        {
            Settle();
            return _range?.Account;
        }
    }

    /// <summary>Makes a meter at the start of a run.</summary>
    /// <returns>Null: there is nothing to follow.</returns>
    public static SwingMeter? For(DataCenterPlan plan) =>
        plan.Steps.Count > 0 || plan.Power.RangeLimit is not null ? new(plan) : null;

    /// <summary>Goes on from a checkpoint; jobs that step are added anew.</summary>
    public void Restore(SwingSnapshot saved)
    {
        _account = saved.Account ?? SwingAccount.Nothing;
        _tooFast = _account.TooFast;
        if (saved.Range is { } range)
        {
            _range!.Restore(range);
        }
    }

    /// <summary>Says all that the meter knows, but for the jobs.</summary>
    public SwingSnapshot Save() => new(Account, _range?.Save());

    /// <summary>A job has its chips, and steps once it works, unless it has none or hangs.</summary>
    public void Begin(Job job)
    {
        if (_jobs is not null && !job.IsHung && _jobs.HaveSteps(job.Arrival.Source))
        {
            _jobs.Add(job);
            _isKnown = false;
        }
    }

    /// <summary>A job does not work any more; nothing happens if it did not step.</summary>
    public void End(Job job)
    {
        if (_jobs?.Remove(job) == true)
        {
            _isKnown = false;
        }
    }

    /// <summary>The mean power stays the same for some time, which goes on from where the last one ended.</summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="it">IT power.</param>
    /// <param name="rates">Rates of the site.</param>
    /// <param name="speedLevel">Level of the chips' speed.</param>
    public void Accrue(VirtualTime from, VirtualTime to, Watts it, in SiteTotals rates, int speedLevel)
    {
        for (var now = from; now < to;)
        {
            while (_jobs?.Next <= now)
            {
                _jobs.BeginNext();
                _isKnown = false;
            }

            var next = VirtualTime.Min(to, _jobs?.Next ?? VirtualTime.Never);
            AccrueLevel(now, next, it, rates, speedLevel);
            now = next;
        }
    }

    private void AccrueLevel(VirtualTime from, VirtualTime to, Watts it, in SiteTotals rates, int speedLevel)
    {
        if (!_isKnown || it != _it || speedLevel != _speedLevel || rates != _rates)
        {
            Settle();
            BeginRates(rates);
            (_isKnown, _it, _speedLevel, _since) = (true, it, speedLevel, from);
            Look(from);
        }

        _until = to;
    }

    /// <summary>Adds up what has lasted since something changed: instants at which nothing does cost nothing.</summary>
    private void Settle()
    {
        if (_until == _since)
        {
            return;
        }

        var duration = _until - _since;
        _range?.Accrue(_since, _until, _high, _low);
        _tooFast += _isTooFast ? duration : VirtualDuration.Zero;
        _burned += (_burnedNow * duration).Nanojoules;
        _lost += (_lostNow * duration).Nanojoules;
        _since = _until;
    }

    /// <summary>What is burned and lost is added up as IT energy, and multiplied once a step of the rates.</summary>
    private void BeginRates(in SiteTotals rates)
    {
        if (rates != _rates)
        {
            _account = Account ?? _account;
            (_burned, _lost, _rates) = (0, 0, rates);

            // Powers of the facility are others now.
            (_peaks, _largest) = (default, null);
        }
    }

    /// <summary>Looks at powers that are drawn from an instant on.</summary>
    private void Look(VirtualTime now)
    {
        _high = _low = Facility(_it);
        if (_jobs is null)
        {
            return;
        }

        _jobs.SetSpeed(_speedLevel);
        (_burnedNow, _lostNow) = (_jobs.Burned, _jobs.Lost);
        var independent = _jobs.Independent;
        if (_peaks.Take(_jobs.Largest.Milliwatts, independent.Milliwatts, _jobs.InPhase.Milliwatts, _jobs.Stored.Nanojoules))
        {
            Note(now);
        }

        if (_jobs.Largest != _largest)
        {
            _largest = _jobs.Largest;
            _isTooFast = LeftOf(Facility(_jobs.Largest)) > _fastest;
        }

        if (_range is null)
        {
            return;
        }

        // Swings of independent phases lie around the mean as those in phase do.
        var swing = LeftOf(Facility(independent));
        _high += Facility(_burnedNow + _lostNow)
            + DeterministicMath.ShareOf(swing, _jobs.Above.Milliwatts, Math.Max(1, _jobs.InPhase.Milliwatts));
        _low = _high - swing;
    }

    private void Note(VirtualTime now)
    {
        var (largest, independent, inPhase) =
            (Facility(new(_peaks.Largest)), Facility(new(_peaks.Independent)), Facility(new(_peaks.InPhase)));
        if (largest > _account.Largest)
        {
            _account = _account with { Largest = largest, LargestAt = now };
        }

        if (independent > _account.Independent)
        {
            _account = _account with { Independent = independent, IndependentAt = now };
        }

        if (inPhase > _account.InPhase)
        {
            _account = _account with { InPhase = inPhase, InPhaseAt = now };
        }

        var stored = DeterministicMath.Product(_peaks.Stored, Pue);
        if (stored > _account.Stored)
        {
            _account = _account with { Stored = stored };
        }
    }

    private long Pue => (long)_rates.Facility;

    private Int128 Facility(Watts it) => Math.BigMul(it.Milliwatts, Pue);

    private Int128 LeftOf(Int128 swing) => DeterministicMath.ShareOf(swing, _left.Part, _left.Whole);

    /// <summary>
    /// The most IT power and energy of all jobs, in milliwatts and nanojoules, since the rates of the site changed: what is not beyond them is
    /// no peak of the facility either, and does not have to be multiplied to find out.
    /// </summary>
    private record struct Peaks(long Largest, long Independent, long InPhase, Int128 Stored)
    {
        /// <summary>Takes those of now.</summary>
        /// <returns>Whether one of them is beyond all before.</returns>
        public bool Take(long largest, long independent, long inPhase, Int128 stored)
        {
            if (largest <= Largest && independent <= Independent && inPhase <= InPhase && stored <= Stored)
            {
                return false;
            }

            this = new(
                Math.Max(largest, Largest), Math.Max(independent, Independent), Math.Max(inPhase, InPhase), Int128.Max(stored, Stored));
            return true;
        }
    }
}
