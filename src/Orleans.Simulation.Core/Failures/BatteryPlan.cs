using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>Batteries that bridge interruptions of what a data center hangs on. They are full at the start of a run.</summary>
/// <param name="RideThrough">For how long they do when they are full, at any load; above zero.</param>
/// <param name="Recharge">How long they take from empty to full, evenly, once an interruption is over; above zero.</param>
public sealed record BatteryPlan(VirtualDuration RideThrough, VirtualDuration Recharge)
{
    /// <summary>The <see cref="Recharge"/> when nothing else is asked for: an hour.</summary>
    public static readonly VirtualDuration DefaultRecharge = VirtualDuration.FromHours(1);
}
