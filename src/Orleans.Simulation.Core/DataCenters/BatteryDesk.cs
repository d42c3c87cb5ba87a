using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Follows the batteries of a data center through dips: interruptions of what it hangs on.</summary>
/// <remarks>
/// Their charge is counted in the time that it bridges, whatever is drawn: it is lost as time passes, and comes back evenly once the
/// dip is over. What the next dip finds is rounded down to the microsecond. A dip that is as long as the charge is bridged.
/// </remarks>
internal sealed class BatteryDesk
{
    private const int NoSite = -1;

    private readonly DataCenterState _state;
    private readonly BatteryPlan? _plan;
    private readonly int _site = NoSite;
    private VirtualDuration _charge;
    private VirtualTime _since;
    private VirtualTime? _dipEnd;

    /// <summary>Opens the desk with full batteries, if the data center has any: one of its causes at most does.</summary>
    public BatteryDesk(DataCenterState state)
    {
        _state = state;
        var (index, cause) = state.Plan.Failures.Components.Index().SingleOrDefault(each => each.Item.Batteries is not null);
        if (cause?.Batteries is { } plan)
        {
            (_plan, _site, _charge) = (plan, state.Sites.OfComponent(index, 0), plan.RideThrough);
        }
    }

    /// <summary>Whether a dip goes on, bridged or not.</summary>
    public bool IsDip => _dipEnd is not null;

    /// <summary>Whether batteries bridge what happens to a site.</summary>
    public bool Serve(int site) => site == _site;

    /// <summary>When the dip that goes on is over.</summary>
    public VirtualTime DipEnd =>
        _dipEnd ?? throw new SimulationFaultException($"{_state.Plan.Name}: no dip goes on at {_state.Now}");

    /// <summary>A dip begins: the data center goes onto its batteries, and stays there until it is over or they are empty.</summary>
    /// <param name="number">Which failure of the site it would be.</param>
    /// <param name="length">How long it lasts; at least zero.</param>
    public void BeginDip(int number, VirtualDuration length)
    {
        (_charge, _since, _dipEnd) = (Charge(), _state.Now, _state.Now + length);
        _state.Meter.Power.BeginDip();
        _state.AddEvent(_state.Now + VirtualDuration.Min(_charge, length), EventClass.Battery, _site, number);
    }

    /// <summary>The data center leaves its batteries: the dip is over, or they are empty.</summary>
    /// <returns>Whether the dip goes on.</returns>
    public bool LeaveBatteries()
    {
        var goesOn = DipEnd > _state.Now;
        _state.Meter.Power.LeaveBatteries(isBridged: !goesOn);
        if (!goesOn)
        {
            EndDip();
        }

        return goesOn;
    }

    /// <summary>The dip is over: batteries recharge.</summary>
    public void EndDip() =>
        (_charge, _since, _dipEnd) = (_charge - VirtualDuration.Min(_charge, _state.Now - _since), _state.Now, null);

    /// <summary>Says all that the desk knows; null: the data center has no batteries.</summary>
    public BatterySnapshot? Save() => _plan is null ? null : new(_charge, _since, _dipEnd);

    /// <summary>Goes on from a checkpoint.</summary>
    public void Restore(BatterySnapshot? saved)
    {
        if (saved is not null)
        {
            (_charge, _since, _dipEnd) = (saved.Charge, saved.Since, saved.DipEnd);
        }
    }

    private VirtualDuration Charge()
    {
        var plan = _plan!;
        var regained = (Int128)(_state.Now - _since).Microseconds * plan.RideThrough.Microseconds / plan.Recharge.Microseconds;
        return new((long)Int128.Min(plan.RideThrough.Microseconds, _charge.Microseconds + regained));
    }
}
