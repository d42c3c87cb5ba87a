using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
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
    private readonly StepSmoothing _smoothing;
    private readonly bool _isSmoothed;
    private readonly Int128? _fastest;
    private readonly RollingRange? _range;
    private SwingAccount _account = SwingAccount.Nothing;
    private VirtualDuration _tooFast;
    private Int128 _burned;
    private Int128 _lost;
    private SiteTotals _rates;
    private Watts _it;
    private long _pue;
    private int _speedLevel;
    private bool _isKnown;
    private bool _isTooFast;
    private Int128 _high;
    private Int128 _low;

    private SwingMeter(DataCenterPlan plan)
    {
        var power = plan.Power;
        _jobs = plan.Steps.Count > 0 ? new(plan) : null;
        _smoothing = power.StepSmoothing;
        _isSmoothed = _smoothing != StepSmoothing.None;

        // Nanowatts: milliwatts a second, times parts per million of PUE, times microseconds, over microseconds in a second.
        _fastest = power.RateLimit is { } limit ? Math.BigMul(limit.Milliwatts, power.StepEdge.Microseconds) : null;
        _range = power.RangeLimit is { } range
            ? new(power.RangeWindow, Math.BigMul(range.Milliwatts, SitePlan.PueUnit))
            : null;
    }

    /// <summary>What swings have come to; null: no job steps.</summary>
    public SwingAccount? Account => _jobs is null ? null : _account with
    {
        TooFast = _tooFast,
        Burned = _account.Burned + (_burned * _rates.Facility),
        Lost = _account.Lost + (_lost * _rates.Facility),
        Extra = _account.Extra + (_rates * (_burned + _lost)),
    };

    /// <summary>The dynamic range; null: it has no limit.</summary>
    public RangeAccount? Range => _range?.Account;

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
            _jobs.Add(job.Arrival.Number, job.Arrival.Source, job.Size, job.Since, job.WorksFrom);
            _isKnown = false;
        }
    }

    /// <summary>A job does not work any more.</summary>
    public void End(Job job)
    {
        if (_jobs is not null)
        {
            _jobs.Remove(job.Arrival.Number);
            _isKnown = false;
        }
    }

    /// <summary>The mean power stays the same for some time, which goes on from where the last one ended.</summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="it">IT power.</param>
    /// <param name="rates">Rates of the site.</param>
    /// <param name="speedLevel">Level of the chips' speed.</param>
    public void Accrue(VirtualTime from, VirtualTime to, Watts it, SiteTotals rates, int speedLevel)
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

    private void AccrueLevel(VirtualTime from, VirtualTime to, Watts it, SiteTotals rates, int speedLevel)
    {
        var pue = (long)rates.Facility;
        if (!_isKnown || (it, pue, speedLevel) != (_it, _pue, _speedLevel))
        {
            (_isKnown, _it, _pue, _speedLevel) = (true, it, pue, speedLevel);
            Look(from);
        }

        _range?.Accrue(from, to, _high, _low);
        _tooFast += _isTooFast ? to - from : VirtualDuration.Zero;
        if (_jobs is not null && _isSmoothed)
        {
            AccrueCost(_jobs, to - from, rates);
        }
    }

    /// <summary>Adds up what is burned and lost as IT energy, and multiplies once a step of the rates.</summary>
    private void AccrueCost(SteppingJobs jobs, VirtualDuration duration, SiteTotals rates)
    {
        if (rates != _rates)
        {
            _account = Account!;
            (_burned, _lost, _rates) = (0, 0, rates);
        }

        _burned += (jobs.Burned * duration).Nanojoules;
        _lost += (jobs.Lost * duration).Nanojoules;
    }

    /// <summary>Looks at powers that are drawn from an instant on.</summary>
    private void Look(VirtualTime now)
    {
        _high = _low = Math.BigMul(_it.Milliwatts, _pue);
        if (_jobs is null)
        {
            return;
        }

        _jobs.SetSpeed(_speedLevel);
        var (largest, independent, inPhase) = (Facility(_jobs.Largest), Facility(_jobs.Independent), Facility(_jobs.InPhase));
        Note(largest, independent, inPhase, _jobs.Stored.Nanojoules * _pue, now);
        _isTooFast = _fastest is { } fastest && _smoothing.LeftOf(largest) > fastest;
        var swing = _smoothing.LeftOf(independent);

        // Swings of independent phases lie around the mean as those in phase do.
        var above = inPhase == 0 ? 0 : StepSmoothing.RoundedUp(swing * _jobs.Above.Milliwatts, _jobs.InPhase.Milliwatts);
        _high += Facility(_jobs.Burned + _jobs.Lost) + above;
        _low = _high - swing;
    }

    private void Note(Int128 largest, Int128 independent, Int128 inPhase, Int128 stored, VirtualTime now)
    {
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

        if (stored > _account.Stored)
        {
            _account = _account with { Stored = stored };
        }
    }

    private Int128 Facility(Watts it) => Math.BigMul(it.Milliwatts, _pue);
}
