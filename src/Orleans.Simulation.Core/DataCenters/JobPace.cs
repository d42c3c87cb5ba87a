using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>
/// How fast an attempt of a job works: as it should until something that it needs is degraded, then slower; and at the speed of its
/// chips.
/// </summary>
/// <param name="From">Since when it works at this pace.</param>
/// <param name="Done">Time that it would have needed until then at full pace and speed.</param>
/// <param name="Percent">Time that it takes at full speed for what takes 100 at full pace; at least 100.</param>
/// <param name="Speed">Speed of its chips in percent; 1 to 100.</param>
/// <param name="Behind">Time that lower speeds have cost it until then.</param>
public readonly record struct JobPace(VirtualTime From, VirtualDuration Done, int Percent, int Speed, VirtualDuration Behind)
{
    private const int Full = 100;

    /// <summary>The pace of an attempt that begins to work.</summary>
    public static JobPace FullFrom(VirtualTime time) =>
        new(time, VirtualDuration.Zero, Full, ChipSpeed.Full, VirtualDuration.Zero);

    /// <summary>Time at full pace that the work up to an instant, not before this pace began, corresponds to.</summary>
    public VirtualDuration DoneBy(VirtualTime time) => Percent == Full
        ? Done + AtFullSpeed(time - From)
        : Done + Scaled(AtFullSpeed(time - From), Full, Percent);

    /// <summary>Time that lower speeds have cost by an instant, not before this pace began.</summary>
    public VirtualDuration BehindBy(VirtualTime time) => Behind + (time - From - AtFullSpeed(time - From));

    /// <summary>When the work that takes some time at full pace will be done.</summary>
    public VirtualTime TimeOf(VirtualDuration total)
    {
        var left = Percent == Full ? total - Done : ScaledUp(total - Done, Percent, Full);
        return From + (Speed == ChipSpeed.Full ? left : ScaledUp(left, ChipSpeed.Full, Speed));
    }

    /// <summary>The pace from an instant on: the slowest of all that the job needs.</summary>
    public JobPace SlowedTo(int percent, VirtualTime now) =>
        percent <= Percent ? this : ChangedAt(now) with { Percent = percent };

    /// <summary>The pace from an instant on, when its chips work at another speed.</summary>
    public JobPace AtSpeed(int percent, VirtualTime now) =>
        percent == Speed ? this : ChangedAt(now) with { Speed = percent };

    private JobPace ChangedAt(VirtualTime now) => now <= From ? this : new(now, DoneBy(now), Percent, Speed, BehindBy(now));

    private VirtualDuration AtFullSpeed(VirtualDuration elapsed) =>
        Speed == ChipSpeed.Full ? elapsed : Scaled(elapsed, Speed, ChipSpeed.Full);

    private static VirtualDuration Scaled(VirtualDuration time, int by, int of) =>
        new((long)((Int128)time.Microseconds * by / of));

    private static VirtualDuration ScaledUp(VirtualDuration time, int by, int of) =>
        new((long)((((Int128)time.Microseconds * by) + of - 1) / of));
}
