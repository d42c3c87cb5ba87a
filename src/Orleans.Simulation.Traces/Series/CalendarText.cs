using System.Globalization;

namespace Orleans.Simulation.Traces.Series;

/// <summary>Calendar instants as texts.</summary>
internal static class CalendarText
{
    /// <summary>What a text with its own offset must be.</summary>
    public const string Expected =
        "an instant with its offset from UTC and at most microseconds, such as 2022-01-01T00:00:00Z or 2022-01-01 00:00:00-08:00";

    private static readonly string[] WithOffset =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd' 'HH:mmzzz",
    ];

    private static readonly string[] WithoutOffset = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>Reads an instant with an offset.</summary>
    /// <param name="text">The text.</param>
    /// <param name="microseconds">Microseconds since 1970 began in UTC.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(string text, out long microseconds)
    {
        var complete = text.EndsWith('Z') ? $"{text[..^1]}+00:00" : text;
        var isInstant = DateTimeOffset.TryParseExact(
            complete, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant);
        return Microseconds(isInstant, instant, TimeSpan.Zero, out microseconds) ? null : Expected;
    }

    /// <summary>Reads a local time whose offset is known from elsewhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">Local time minus UTC.</param>
    /// <param name="microseconds">Microseconds since 1970 began in UTC.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? ParseLocal(string text, TimeSpan offset, out long microseconds)
    {
        // As if it were UTC, so that the platform's time zone has no say.
        var isInstant = DateTimeOffset.TryParseExact(
            text, WithoutOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant);
        return Microseconds(isInstant, instant, offset, out microseconds) ? null : "a local time such as 2022-01-01T00:00";
    }

    /// <summary>An instant as text, in UTC.</summary>
    /// <param name="microseconds">Microseconds since 1970 began.</param>
    public static string Format(Int128 microseconds)
    {
        var ticks = microseconds * TimeSpan.TicksPerMicrosecond;
        return ticks > (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks ? "a time after the year 9999"
            : ticks < (DateTimeOffset.MinValue - DateTimeOffset.UnixEpoch).Ticks ? "a time before the year 1"
            : DateTimeOffset.UnixEpoch.AddTicks((long)ticks)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private static bool Microseconds(bool isInstant, DateTimeOffset instant, TimeSpan offset, out long microseconds)
    {
        var ticks = (instant - DateTimeOffset.UnixEpoch).Ticks - offset.Ticks;
        var (whole, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond);
        microseconds = isInstant ? whole : 0;
        return isInstant && rest == 0;
    }
}
