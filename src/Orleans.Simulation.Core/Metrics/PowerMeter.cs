using System.Runtime.CompilerServices;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Follows the power of a data center as a whole: how far it goes up and down, and how fast.</summary>
/// <remarks>
/// Power is a step function of time, so it is enough to see each step once. Where one is cut in two makes no difference: windows do
/// not matter.
/// </remarks>
internal sealed class PowerMeter
{
    private readonly VirtualDuration _interval;
    private readonly Int128? _limit;
    private readonly Int128? _provisioned;
    private readonly RampSmoother? _smoother;
    private PowerAccount _account = PowerAccount.Nothing;
    private VirtualTime _intervalEnd;
    private Int128 _intervalEnergy;
    private Int128? _energyBefore;
    private Watts _it;
    private long _pue;
    private Int128 _facility;
    private Int128 _excess;
    private bool _isOnBatteries;

    /// <summary>Makes a meter at the start of a run.</summary>
    /// <param name="plan">What is asked of the power.</param>
    /// <param name="provisioned">Power that is provisioned for the facility; null: without limit.</param>
    public PowerMeter(PowerPlan plan, Watts? provisioned)
    {
        _interval = plan.RampInterval;
        _limit = plan.RampLimit is { } limit
            ? Math.BigMul(limit.Milliwatts, SitePlan.PueUnit) * _interval.Microseconds
            : null;
        _provisioned = provisioned is { } most ? Math.BigMul(most.Milliwatts, SitePlan.PueUnit) : null;
        _smoother = plan.Smoothing is { } smoothing && _limit is { } change ? new(smoothing, change, _interval) : null;
        _intervalEnd = VirtualTime.Zero + _interval;
    }

    /// <summary>Makes a meter as it was at a checkpoint.</summary>
    /// <param name="plan">What is asked of the power.</param>
    /// <param name="provisioned">Power that is provisioned for the facility; null: without limit.</param>
    /// <param name="saved">What it knew.</param>
    public PowerMeter(PowerPlan plan, Watts? provisioned, PowerSnapshot saved)
        : this(plan, provisioned)
    {
        (_account, _intervalEnd) = (saved.Account, saved.IntervalEnd);
        (_intervalEnergy, _energyBefore, Unserved) = (saved.IntervalEnergy, saved.EnergyBefore, saved.Unserved);
        _isOnBatteries = saved.IsOnBatteries;
        if (saved.Smoothing is { } smoothing)
        {
            _smoother?.Restore(smoothing);
        }
    }

    /// <summary>How the power has moved so far.</summary>
    public PowerAccount Account => _smoother is null ? _account : _account with { Smoothing = _smoother.Account };

    /// <summary>IT power that jobs would draw more now if there were power for them.</summary>
    public Watts Unserved { get; set; }

    /// <summary>A job stops for lack of power.</summary>
    /// <param name="lost">Work that it loses, in chip-microseconds.</param>
    public void Preempt(Int128 lost) => _account = _account.WithPreemption(lost);

    /// <summary>A dip begins: the facility draws from its batteries.</summary>
    public void BeginDip() => (_account, _isOnBatteries) = (_account.WithDip(), true);

    /// <summary>The facility does not draw from its batteries any more.</summary>
    /// <param name="isBridged">Whether the dip is over; else they are empty.</param>
    public void LeaveBatteries(bool isBridged) => (_account, _isOnBatteries) = (_account.WithDipLeft(isBridged), false);

    /// <summary>Says all that the meter knows.</summary>
    public PowerSnapshot Save() =>
        new(_account, _intervalEnd, _intervalEnergy, _energyBefore, Unserved, _isOnBatteries, _smoother?.Save());

    /// <summary>Power stays the same for some time, which goes on from where the last one ended.</summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="it">IT power.</param>
    /// <param name="rates">Rates of the site.</param>
    /// <param name="spared">IT power that busy chips would draw more at full speed; null: none is slow.</param>
    public void Accrue(VirtualTime from, VirtualTime to, Watts it, in SiteTotals rates, Watts? spared)
    {
        var pue = (long)rates.Facility;
        if (to == from)
        {
            return;
        }

        if (it != _it || pue != _pue)
        {
            (_it, _pue, _facility) = (it, pue, Math.BigMul(it.Milliwatts, pue));
            _excess = _facility > _provisioned ? _facility - _provisioned.Value : 0;
            if (!_account.Covers(it, _facility))
            {
                Stretch();
            }
        }

        if (_excess != 0 || Unserved != default || spared is not null || _isOnBatteries)
        {
            AccrueRest(to - from, spared);
        }

        if (to < _intervalEnd)
        {
            _intervalEnergy += DeterministicMath.Product(_facility, (to - from).Microseconds);
            return;
        }

        EndIntervals(from, to, rates);
    }

    /// <summary>The power of now goes beyond all before.</summary>
    /// <remarks>
    /// Not inlined, like the two that follow: an account is long, and whoever has one on the stack clears that at every call, which took two
    /// percent of a dense load (bench --only energy).
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Stretch() => _account = _account.With(_it, _facility);

    /// <summary>Takes what is not always there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AccrueRest(VirtualDuration duration, Watts? spared)
    {
        if (_excess != 0)
        {
            _account = _account.WithExcess(_excess, duration);
        }

        if (Unserved != default)
        {
            _account = _account.WithUnserved(Math.BigMul(Unserved.Milliwatts, _pue), duration);
        }

        if (spared is { } less)
        {
            _account = _account.WithSpared(Math.BigMul(less.Milliwatts, _pue), duration);
        }

        if (_isOnBatteries)
        {
            _account = _account.WithBatteries(_facility, duration);
        }
    }

    /// <summary>The power of now lasts until the end of this interval, and goes on in others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndIntervals(VirtualTime from, VirtualTime to, SiteTotals rates)
    {
        EndInterval(_intervalEnergy + (_facility * (_intervalEnd - from).Microseconds), rates);
        SkipLevelIntervals((to - IntervalStart) / _interval, rates);
        _intervalEnergy = _facility * (to - IntervalStart).Microseconds;
    }

    private VirtualTime IntervalStart => new(_intervalEnd.Microseconds - _interval.Microseconds);

    private void EndInterval(Int128 energy, SiteTotals rates)
    {
        _smoother?.Take(energy, rates);
        if (_energyBefore is { } before)
        {
            _account = _account.WithRamp(energy - before, _limit);
        }

        _energyBefore = energy;
        _intervalEnd += _interval;
    }

    /// <summary>Goes on over whole intervals of one power: only the first of them can differ from the one before.</summary>
    private void SkipLevelIntervals(long intervals, SiteTotals rates)
    {
        if (intervals > 0)
        {
            EndInterval(_facility * _interval.Microseconds, rates);
            for (var interval = 1L; _smoother is not null && interval < intervals; interval++)
            {
                _smoother.Take(_facility * _interval.Microseconds, rates);
            }

            _account = _account.WithLevelRamps(intervals - 1);
            _intervalEnd += _interval * (intervals - 1);
        }
    }
}
