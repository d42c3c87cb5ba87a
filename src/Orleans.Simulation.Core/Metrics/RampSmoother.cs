using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Smooths the ramps of a facility interval by interval: a storage first, then what burns power for nothing.</summary>
/// <remarks>
/// It knows what has been drawn and not what will be. The storage is half full at the start, and goes back towards that where the
/// limit leaves room, so that it can help either way.
/// </remarks>
internal sealed class RampSmoother
{
    private readonly RampSmoothing _plan;
    private readonly Int128 _limit;
    private readonly Int128 _atOnce;
    private readonly Int128 _capacity;
    private SmoothingAccount _account;
    private Int128? _before;
    private Int128 _stored;

    /// <summary>Makes a smoother at the start of a run.</summary>
    /// <param name="plan">What it has.</param>
    /// <param name="limit">By how much the energy of an interval may differ from the one before, in femtojoules.</param>
    /// <param name="interval">Length of an interval.</param>
    public RampSmoother(RampSmoothing plan, Int128 limit, VirtualDuration interval)
    {
        (_plan, _limit) = (plan, limit);
        _atOnce = (plan.StoragePower * interval).Nanojoules * SiteTotals.FemtojoulesPerNanojoule;
        _capacity = plan.StorageCapacity.Nanojoules * SiteTotals.FemtojoulesPerNanojoule;
        _stored = _capacity / 2;
    }

    /// <summary>What it did so far.</summary>
    public SmoothingAccount Account => _account;

    /// <summary>Says all that it knows.</summary>
    public SmoothingSnapshot Save() => new(_account, _before, _stored);

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(SmoothingSnapshot saved) => (_account, _before, _stored) = (saved.Account, saved.DrawnBefore, saved.Stored);

    /// <summary>Takes an interval.</summary>
    /// <param name="load">Energy that the facility uses in it, in femtojoules.</param>
    /// <param name="rates">Rates at its end.</param>
    public void Take(Int128 load, SiteTotals rates)
    {
        var drawn = load;
        if (_before is { } before)
        {
            drawn = load + Correction(load, before - _limit, before + _limit);
            var ramp = drawn - before;
            _account = _account with
            {
                LargestRise = Int128.Max(_account.LargestRise, ramp),
                LargestFall = Int128.Max(_account.LargestFall, -ramp),
                RampsOutside = _account.RampsOutside + (Int128.Abs(ramp) > _limit ? 1 : 0),
                Extra = _account.Extra + (rates * ((drawn - load) / rates.Facility)),
            };
        }

        _before = drawn;
    }

    /// <summary>What is drawn besides a load so that the grid gives from the lowest to the highest, as far as that can be done.</summary>
    private Int128 Correction(Int128 load, Int128 lowest, Int128 highest)
    {
        if (load > highest)
        {
            return -Give(load - highest);
        }

        if (load < lowest)
        {
            var charged = Charge(lowest - load, _capacity);
            return charged + (_plan.Filler ? Burn(lowest - load - charged) : 0);
        }

        var half = _capacity / 2;
        return _stored < half ? Charge(highest - load, half) : -Give(Int128.Min(load - lowest, _stored - half));
    }

    private Int128 Give(Int128 energy)
    {
        var given = Int128.Min(energy, Int128.Min(_atOnce, _stored));
        _stored -= given;
        _account = _account with { Given = _account.Given + given };
        return given;
    }

    /// <summary>Takes energy from the grid until so much is stored; a part of it is lost.</summary>
    private Int128 Charge(Int128 energy, Int128 until)
    {
        var fits = (until - _stored) * RampSmoothing.EfficiencyUnit / _plan.StorageEfficiency;
        var charged = Int128.Min(energy, Int128.Min(_atOnce, fits));
        _stored += charged * _plan.StorageEfficiency / RampSmoothing.EfficiencyUnit;
        _account = _account with { Charged = _account.Charged + charged };
        return charged;
    }

    private Int128 Burn(Int128 energy)
    {
        _account = _account with { Burned = _account.Burned + energy };
        return energy;
    }
}
