using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What failures and the provisions against them cost a job.</summary>
/// <param name="Lost">Work done and lost.</param>
/// <param name="Hung">Time for which it held its chips after a failure that nobody had noticed.</param>
/// <param name="Restarting">Time that its restarts took.</param>
/// <param name="Checkpointing">Time during which it stood still to write checkpoints.</param>
/// <param name="Slowed">Time that it took longer because something was degraded or its chips were slowed for lack of power.</param>
/// <param name="Requeued">Time for which it waited for chips after interruptions, without any.</param>
/// <param name="Awaiting">Time for which it waited for chips and kept others, or for its peers.</param>
/// <param name="Wasted">What its chips drew for all this.</param>
/// <param name="ChipTime">The same in chip-time, with all that it held.</param>
internal record struct JobLosses(
    VirtualDuration Lost,
    VirtualDuration Hung,
    VirtualDuration Restarting,
    VirtualDuration Checkpointing,
    VirtualDuration Slowed,
    VirtualDuration Requeued,
    VirtualDuration Awaiting,
    Joules Wasted,
    JobChipTime ChipTime)
{
    /// <summary>
    /// Adds what an attempt cost; the energy of the time for which it hung is accrued as it goes, since chips are down, and is not
    /// among what was wasted.
    /// </summary>
    public void Add(
        VirtualDuration lost,
        VirtualDuration hung,
        VirtualDuration restarting,
        VirtualDuration checkpointing,
        VirtualDuration slowed,
        Joules wasted,
        int chips)
    {
        Lost += lost;
        Hung += hung;
        Restarting += restarting;
        Checkpointing += checkpointing;
        Slowed += slowed;
        Wasted += wasted;
        ChipTime += new JobChipTime(
            Held: 0,
            Of(lost, chips),
            Of(hung, chips),
            Of(restarting, chips),
            Of(checkpointing, chips),
            Of(slowed, chips),
            Awaiting: 0);
    }

    /// <summary>Adds time for which it held chips; of its energy, what is spent in vain.</summary>
    public void AddHeld(VirtualDuration time, int chips, bool isAwaiting, Joules wasted)
    {
        Wasted += wasted;
        Awaiting += isAwaiting ? time : VirtualDuration.Zero;
        ChipTime = ChipTime with
        {
            Held = ChipTime.Held + Of(time, chips),
            Awaiting = ChipTime.Awaiting + (isAwaiting ? Of(time, chips) : 0),
        };
    }

    /// <summary>Adds what chips could have worked in the last microsecond of a job, and did not need to.</summary>
    public void AddRest(Int128 chipTime, Watts busy)
    {
        Wasted += new Joules(DeterministicMath.Product(chipTime, busy.Milliwatts));
        ChipTime = ChipTime with { Slowed = ChipTime.Slowed + chipTime };
    }

    /// <summary>The sum of two.</summary>
    public static JobLosses operator +(JobLosses left, JobLosses right) => new(
        left.Lost + right.Lost,
        left.Hung + right.Hung,
        left.Restarting + right.Restarting,
        left.Checkpointing + right.Checkpointing,
        left.Slowed + right.Slowed,
        left.Requeued + right.Requeued,
        left.Awaiting + right.Awaiting,
        left.Wasted + right.Wasted,
        left.ChipTime + right.ChipTime);

    private static Int128 Of(VirtualDuration time, int chips) => Math.BigMul(time.Microseconds, chips);
}
