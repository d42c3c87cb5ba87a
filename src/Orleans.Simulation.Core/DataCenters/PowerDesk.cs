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
    private readonly int[] _most;
    private int _held;

    /// <summary>Opens the desk without jobs.</summary>
    /// <param name="plan">The data center.</param>
    /// <param name="now">The instant.</param>
    public PowerDesk(DataCenterPlan plan, VirtualTime now)
    {
        _plan = plan;
        _most = new int[plan.SlowestLevel + 1];
        Allot(plan.Site.Pue.Highest);
        IsLimited = _most[0] != int.MaxValue;
        Follow(now);
    }

    /// <summary>Whether there could be too little power for anything.</summary>
    public bool IsLimited { get; }

    /// <summary>Whether jobs hold more chips than there is power for, even at the lowest speed.</summary>
    public bool IsExceeded => _held > _most[^1];

    /// <summary>Level of the highest speed at which there is power for all chips that jobs hold.</summary>
    public int SpeedLevel
    {
        get
        {
            var level = 0;
            while (level < _most.Length - 1 && _held > _most[level])
            {
                level++;
            }

            return level;
        }
    }

    /// <summary>Whether there is power for a job of some chips to start.</summary>
    public bool Allows(int chips) => chips <= _most[^1] - _held;

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
        if (!IsLimited || _plan.Power.Control == PowerControl.Admit)
        {
            return VirtualTime.Never;
        }

        var (pue, end) = _plan.Site.Pue.At(now);
        Allot(pue);
        return end;
    }

    private void Allot(long pue)
    {
        for (var level = 0; level < _most.Length; level++)
        {
            _most[level] = _plan.PoweredChips(level, pue);
        }
    }
}
