using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Parsing;

/// <summary>Seconds in decimal notation, to and from whole microseconds without any rounding.</summary>
public static class DecimalSeconds
{
    /// <summary>The largest number accepted: 10^12 s (31,700 years); sums of nine stay inside 64 bits of microseconds.</summary>
    public const long MaxSeconds = 1_000_000_000_000;

    /// <summary>Reads digits with an optional fraction, such as <c>66</c>, <c>66.0</c> or <c>0.000001</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="microseconds">The value; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(ReadOnlySpan<char> text, out long microseconds) =>
        DecimalUnit.Seconds.Parse(text, out microseconds);

    /// <summary>Writes microseconds as seconds, with no more digits than needed.</summary>
    /// <param name="microseconds">At least zero.</param>
    /// <returns>Text that <see cref="Parse"/> reads back.</returns>
    public static string Format(long microseconds)
    {
        var (seconds, rest) = Math.DivRem(microseconds, VirtualDuration.MicrosecondsPerSecond);
        return rest == 0 ? $"{seconds}" : $"{seconds}.{rest:000000}".TrimEnd('0');
    }
}
