using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What failures and the provisions against them cost a job.</summary>
/// <param name="Lost">Work done and lost.</param>
/// <param name="Hung">Time for which it held its chips after a failure that nobody had noticed.</param>
/// <param name="Restarting">Time that its restarts took.</param>
/// <param name="Checkpointing">Time during which it stood still to write checkpoints.</param>
/// <param name="Slowed">Time that it took longer because something was degraded.</param>
/// <param name="Requeued">Time for which it waited for chips after interruptions.</param>
/// <param name="Wasted">What its chips drew for all this.</param>
internal record struct JobLosses(
    VirtualDuration Lost,
    VirtualDuration Hung,
    VirtualDuration Restarting,
    VirtualDuration Checkpointing,
    VirtualDuration Slowed,
    VirtualDuration Requeued,
    Joules Wasted)
{
    /// <summary>
    /// Adds what an attempt cost; the energy of the time for which it hung is accrued as it goes, since chips are down.
    /// </summary>
    public void Add(
        VirtualDuration lost,
        VirtualDuration hung,
        VirtualDuration restarting,
        VirtualDuration checkpointing,
        VirtualDuration slowed,
        Watts busy)
    {
        Lost += lost;
        Hung += hung;
        Restarting += restarting;
        Checkpointing += checkpointing;
        Slowed += slowed;
        Wasted += busy * (lost + restarting + checkpointing + slowed);
    }

    /// <summary>The sum of two.</summary>
    public static JobLosses operator +(JobLosses left, JobLosses right) => new(
        left.Lost + right.Lost,
        left.Hung + right.Hung,
        left.Restarting + right.Restarting,
        left.Checkpointing + right.Checkpointing,
        left.Slowed + right.Slowed,
        left.Requeued + right.Requeued,
        left.Wasted + right.Wasted);
}
