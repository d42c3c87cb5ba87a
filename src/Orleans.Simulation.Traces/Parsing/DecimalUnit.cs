using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Parsing;

/// <summary>A unit in which times are written in decimal notation; becomes whole microseconds without any rounding.</summary>
/// <param name="Name">Its plural in messages.</param>
/// <param name="FractionDigits">Digits after the point that one microsecond has.</param>
/// <param name="Max">The largest number accepted.</param>
internal sealed record DecimalUnit(string Name, int FractionDigits, long Max)
{
    /// <summary>Seconds, up to <see cref="DecimalSeconds.MaxSeconds"/>.</summary>
    public static readonly DecimalUnit Seconds = new("seconds", 6, DecimalSeconds.MaxSeconds);

    /// <summary>Milliseconds, up to the same time.</summary>
    public static readonly DecimalUnit Milliseconds = new("milliseconds", 3, DecimalSeconds.MaxSeconds * 1000);

    private const long MaxMicroseconds = DecimalSeconds.MaxSeconds * VirtualDuration.MicrosecondsPerSecond;

    /// <summary>Reads digits with an optional fraction, such as <c>66</c>, <c>66.0</c> or <c>0.001</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="microseconds">The value; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public string? Parse(ReadOnlySpan<char> text, out long microseconds)
    {
        microseconds = 0;
        var negative = text.StartsWith("-");
        var digits = negative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (!IsDigits(whole) || (point >= 0 && !IsDigits(fraction)))
        {
            return $"a number of {Name} in decimal notation";
        }

        if (negative)
        {
            return $"at least 0 {Name}";
        }

        if (fraction.Length > FractionDigits && fraction[FractionDigits..].ContainsAnyExcept('0'))
        {
            return $"in whole microseconds: at most {FractionDigits} digits after the point, apart from zeros";
        }

        return Combine(whole, fraction, out microseconds);
    }

    private string? Combine(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, out long microseconds)
    {
        microseconds = 0;
        if (!long.TryParse(whole, out var value) || value > Max)
        {
            return $"at most {Max} {Name}";
        }

        for (var digit = 0; digit < FractionDigits; digit++)
        {
            value = (value * 10) + (digit < fraction.Length ? fraction[digit] - '0' : 0);
        }

        if (value > MaxMicroseconds)
        {
            return $"at most {Max} {Name}";
        }

        microseconds = value;
        return null;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
