using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Keeps the jobs of a data center within the power that is provisioned for it.</summary>
/// <remarks>
/// It counts the chips that running jobs hold, whatever state they are in: see <see cref="PowerBudget"/>. Jobs that keep chips
/// without progress leave them idle, so these do not count.
/// </remarks>
internal sealed class PowerDesk
{
    private readonly DataCenterPlan _plan;
    private int _most;
    private int _held;

    /// <summary>Opens the desk without jobs.</summary>
    /// <param name="plan">The data center.</param>
    /// <param name="now">The instant.</param>
    public PowerDesk(DataCenterPlan plan, VirtualTime now)
    {
        (_plan, _most) = (plan, plan.MostPoweredChips);
        IsLimited = _most != int.MaxValue;
        Follow(now);
    }

    /// <summary>Whether there could be too little power for anything.</summary>
    public bool IsLimited { get; }

    /// <summary>Whether jobs hold more chips than there is power for.</summary>
    public bool IsExceeded => _held > _most;

    /// <summary>Whether there is power for a job of some chips to start.</summary>
    public bool Allows(int chips) => chips <= _most - _held;

    /// <summary>A job starts on some chips.</summary>
    public void Start(int chips) => _held += chips;

    /// <summary>A job that runs on some chips stops.</summary>
    public void Stop(int chips) => _held -= chips;

    /// <summary>What jobs of some chips would draw more than idle chips.</summary>
    public Watts ExtraOf(int chips) => (_plan.Chip.Busy - _plan.Chip.Idle) * chips;

    /// <summary>Finds out how many chips there is power for, where that depends on the PUE of the instant.</summary>
    /// <returns>When that may change again.</returns>
    public VirtualTime Follow(VirtualTime now)
    {
        if (!IsLimited || _plan.Power.Control != PowerControl.Shed)
        {
            return VirtualTime.Never;
        }

        var (pue, end) = _plan.Site.Pue.At(now);
        _most = _plan.PowerBudget.ChipsWithin(PowerBudget.Feeds(_plan.Power.Provisioned!.Value, pue));
        return end;
    }
}
