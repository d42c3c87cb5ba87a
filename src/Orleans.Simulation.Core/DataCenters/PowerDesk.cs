using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Keeps the jobs of a data center within the power that is provisioned for it.</summary>
/// <remarks>
/// It counts what the chips that running jobs hold can draw, whatever state they are in: see <see cref="PowerBudget"/>. Jobs that
/// keep chips without progress leave them idle, so these do not count, but for parts of gangs that are ready: they start at any tick.
/// </remarks>
internal sealed class PowerDesk
{
    private readonly DataCenterPlan _plan;
    private readonly Watts? _provisioned;
    private readonly Watts[,] _extra;
    private readonly Watts[] _held;
    private Watts _spare;

    /// <summary>Opens the desk without jobs.</summary>
    /// <param name="plan">The data center.</param>
    /// <param name="now">The instant.</param>
    public PowerDesk(DataCenterPlan plan, VirtualTime now)
    {
        _plan = plan;
        _provisioned = plan.Provisioned;
        _extra = new Watts[plan.SlowestLevel + 1, ActivityPower.Activities.Length];
        _held = new Watts[plan.SlowestLevel + 1];
        for (var level = 0; level < _held.Length; level++)
        {
            foreach (var activity in ActivityPower.Activities)
            {
                _extra[level, (int)activity] = plan.PowerBudgetAt(level, activity).Extra;
            }
        }

        _spare = SpareAt(plan.Site.Pue.Highest);
        IsLimited = plan.Power is { IsProvisioned: true, Control: not PowerControl.Report }
            && (_spare.Milliwatts < 0 || _extra.Cast<Watts>().Any(extra => extra != default));
        Follow(now);
    }

    /// <summary>Whether there could be too little power for anything.</summary>
    public bool IsLimited { get; }

    /// <summary>Whether jobs hold more chips than there is power for, even at the lowest speed.</summary>
    public bool IsExceeded => IsLimited && IsTooMuch(_held[^1]);

    /// <summary>Level of the highest speed at which there is power for all chips that jobs hold.</summary>
    public int SpeedLevel
    {
        get
        {
            var level = 0;
            while (IsLimited && level < _held.Length - 1 && IsTooMuch(_held[level]))
            {
                level++;
            }

            return level;
        }
    }

    /// <summary>Whether there is power for a job to start with all its chips.</summary>
    public bool Allows(Job job) =>
        !IsLimited || !IsTooMuch(_held[^1] + (_extra[_held.Length - 1, (int)job.Activity] * job.Arrival.Chips));

    /// <summary>A job starts on some chips.</summary>
    public void Start(int chips, JobActivity activity) => Hold(chips, activity);

    /// <summary>A job that runs on some chips stops.</summary>
    public void Stop(int chips, JobActivity activity) => Hold(-chips, activity);

    /// <summary>What a job would draw more than as many idle chips, with all its chips at full speed.</summary>
    public Watts ExtraOf(Job job) => (_plan.Chip.Power.Of(job.Activity) - _plan.Chip.Idle) * job.Arrival.Chips;

    /// <summary>Finds out how much power there is, where that depends on the PUE of the instant.</summary>
    /// <returns>When that may change again.</returns>
    public VirtualTime Follow(VirtualTime now)
    {
        if (!IsLimited || _plan.Power.Control == PowerControl.Admit)
        {
            return VirtualTime.Never;
        }

        var (pue, end) = _plan.Site.Pue.At(now);
        _spare = SpareAt(pue);
        return end;
    }

    private bool IsTooMuch(Watts held) => held.Milliwatts > _spare.Milliwatts;

    private void Hold(int chips, JobActivity activity)
    {
        for (var level = 0; level < _held.Length; level++)
        {
            _held[level] += _extra[level, (int)activity] * chips;
        }
    }

    /// <summary>IT power that is left for jobs; negative where there is too little for chips without any.</summary>
    private Watts SpareAt(long pue) => _provisioned is { } provisioned
        ? PowerBudget.Feeds(provisioned, pue) - _plan.PowerBudgetAt(0, JobActivity.Training).Resting
        : default;
}
