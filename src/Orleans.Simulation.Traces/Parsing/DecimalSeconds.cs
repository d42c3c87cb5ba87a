using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Parsing;

/// <summary>Seconds in decimal notation, to and from whole microseconds without any rounding.</summary>
public static class DecimalSeconds
{
    /// <summary>The largest number accepted: 10^12 s (31,700 years); sums of nine stay inside 64 bits of microseconds.</summary>
    public const long MaxSeconds = 1_000_000_000_000;

    private const int FractionDigits = 6;

    /// <summary>Reads digits with an optional fraction, such as <c>66</c>, <c>66.0</c> or <c>0.000001</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="microseconds">The value; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(ReadOnlySpan<char> text, out long microseconds)
    {
        microseconds = 0;
        var negative = text.StartsWith("-");
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (!IsDigits(whole) || (point >= 0 && !IsDigits(fraction)))
        {
            return "a number of seconds in decimal notation";
        }

        if (negative)
        {
            return "at least 0 seconds";
        }

        if (fraction.Length > FractionDigits && fraction[FractionDigits..].ContainsAnyExcept('0'))
        {
            return "in whole microseconds: at most 6 digits after the point, apart from zeros";
        }

        return Combine(whole, fraction, out microseconds);
    }

    /// <summary>Writes microseconds as seconds, with no more digits than needed.</summary>
    /// <param name="microseconds">At least zero.</param>
    /// <returns>Text that <see cref="Parse"/> reads back.</returns>
    public static string Format(long microseconds)
    {
        var (seconds, rest) = Math.DivRem(microseconds, VirtualDuration.MicrosecondsPerSecond);
        return rest == 0 ? $"{seconds}" : $"{seconds}.{rest:000000}".TrimEnd('0');
    }

    private static string? Combine(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, out long microseconds)
    {
        microseconds = 0;
        if (!long.TryParse(whole, out var seconds) || seconds > MaxSeconds)
        {
            return $"at most {MaxSeconds} seconds";
        }

        var value = seconds;
        for (var digit = 0; digit < FractionDigits; digit++)
        {
            value = (value * 10) + (digit < fraction.Length ? fraction[digit] - '0' : 0);
        }

        if (value > MaxSeconds * VirtualDuration.MicrosecondsPerSecond)
        {
            return $"at most {MaxSeconds} seconds";
        }

        microseconds = value;
        return null;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
