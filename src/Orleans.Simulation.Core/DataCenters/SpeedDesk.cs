using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Makes chips slower where there is too little power for their speed, and faster when there is enough again.</summary>
/// <remarks>As long as they are slow, the event of the next instant at which they may become faster is among those that are planned.</remarks>
internal sealed class SpeedDesk(DataCenterState state, PowerDesk power, JobForecast forecast)
{
    /// <summary>The power event at which chips may become faster; all others are about the PUE.</summary>
    public const int Raise = 1;

    /// <summary>Chips become slower if there is too little power for all that jobs hold.</summary>
    public void Throttle()
    {
        var before = state.Meter.Chips.SpeedLevel;
        if (power.SpeedLevel > before)
        {
            SetSpeed(power.SpeedLevel);
            if (before == 0)
            {
                PlanRaise();
            }
        }
    }

    /// <summary>Chips may become faster.</summary>
    public void RaiseNow()
    {
        SetSpeed(power.SpeedLevel);
        if (state.Meter.Chips.SpeedLevel > 0)
        {
            PlanRaise();
        }
    }

    private void PlanRaise()
    {
        var interval = state.Plan.Power.RaiseInterval.Microseconds;
        var next = new VirtualTime(((state.Now.Microseconds / interval) + 1) * interval);
        state.AddEvent(next, EventClass.Power, Raise, sequence: 0);
    }

    /// <summary>All chips of the data center work at another speed, those with jobs and those that get one later.</summary>
    private void SetSpeed(int level)
    {
        if (level == state.Meter.Chips.SpeedLevel)
        {
            return;
        }

        state.Meter.Chips.SetSpeed(level);
        foreach (var job in state.Running.InOrder)
        {
            forecast.SetSpeed(job, level);
        }

        state.Outboxes.AddForAll(RackCommandKind.Speed, state.Now, level);
    }
}
