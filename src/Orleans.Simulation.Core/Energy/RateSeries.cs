using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>A rate that changes in steps of one length, such as an hourly price; or never.</summary>
/// <param name="Start">
/// Start of the first step, in microseconds of virtual time; at most zero. Before that the first value holds.
/// </param>
/// <param name="Step">Length of a step; zero: the one value holds always.</param>
/// <param name="Values">A value for each step; at least one.</param>
/// <param name="Repeats">Whether the values start over when they end; otherwise the last one holds on.</param>
public sealed record RateSeries(long Start, VirtualDuration Step, IReadOnlyList<long> Values, bool Repeats)
{
    /// <summary>A rate that never changes.</summary>
    /// <param name="value">The rate.</param>
    public static RateSeries Constant(long value) => new(0, VirtualDuration.Zero, [value], Repeats: false);

    /// <summary>The highest value.</summary>
    public long Highest => Values.Max();

    /// <summary>The value at an instant and the end of its step, <see cref="VirtualTime.Never"/> if it holds on.</summary>
    /// <param name="time">The instant, at least <see cref="VirtualTime.Zero"/>.</param>
    internal (long Value, VirtualTime End) At(VirtualTime time)
    {
        if (Step == VirtualDuration.Zero)
        {
            return (Values[0], VirtualTime.Never);
        }

        var index = (time.Microseconds - Start) / Step.Microseconds;
        if (!Repeats && index >= Values.Count - 1)
        {
            return (Values[^1], VirtualTime.Never);
        }

        return (Values[(int)(index % Values.Count)], new(Start + ((index + 1) * Step.Microseconds)));
    }
}
