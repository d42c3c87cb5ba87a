using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Random;

/// <summary>How a drawn real number of microseconds becomes a duration.</summary>
public static class RandomDuration
{
    /// <summary>
    /// The longest duration that is ever drawn: half the range of virtual time (146,000 years), so that it can still be
    /// added to any instant of the first half without overflow.
    /// </summary>
    public static readonly VirtualDuration Longest = new(long.MaxValue / 2);

    /// <summary>Rounds to the nearest microsecond, ties to even, and saturates instead of overflowing.</summary>
    /// <param name="microseconds">Microseconds, at least zero; infinity is allowed.</param>
    /// <returns>Zero to <see cref="Longest"/>.</returns>
    internal static VirtualDuration Round(double microseconds) =>
        microseconds >= Longest.Microseconds ? Longest : new VirtualDuration((long)Math.Round(microseconds));
}
