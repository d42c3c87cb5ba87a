using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>How fast an attempt of a job works: as it should until something that it needs is degraded, then slower.</summary>
/// <param name="From">Since when it works at this pace.</param>
/// <param name="Done">Time that it would have needed until then at full pace.</param>
/// <param name="Percent">Time that it takes for what takes 100 at full pace; at least 100.</param>
public readonly record struct JobPace(VirtualTime From, VirtualDuration Done, int Percent)
{
    private const int Full = 100;

    /// <summary>The pace of an attempt that begins to work.</summary>
    public static JobPace FullFrom(VirtualTime time) => new(time, VirtualDuration.Zero, Full);

    /// <summary>Time at full pace that the work up to an instant, not before this pace began, corresponds to.</summary>
    public VirtualDuration DoneBy(VirtualTime time) => Percent == Full
        ? Done + (time - From)
        : Done + new VirtualDuration((long)((Int128)(time - From).Microseconds * Full / Percent));

    /// <summary>When the work that takes some time at full pace will be done.</summary>
    public VirtualTime TimeOf(VirtualDuration total) => Percent == Full
        ? From + (total - Done)
        : From + new VirtualDuration((long)((((Int128)(total - Done).Microseconds * Percent) + Full - 1) / Full));

    /// <summary>The pace from an instant on: the slowest of all that the job needs.</summary>
    public JobPace SlowedTo(int percent, VirtualTime now)
    {
        if (percent <= Percent)
        {
            return this;
        }

        return now <= From ? this with { Percent = percent } : new(now, DoneBy(now), percent);
    }
}
