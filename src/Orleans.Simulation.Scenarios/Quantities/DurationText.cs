using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>Durations as users write them: a number and its unit, such as <c>90s</c>, <c>1.5h</c> or <c>1d</c>.</summary>
/// <remarks>Units: us, ms, s, m (or min), h, d. A plain number is refused: nobody should have to guess its unit.</remarks>
public static class DurationText
{
    /// <summary>What a duration must look like; completes "must be".</summary>
    public const string Expected = "a duration with its unit (us, ms, s, m, h or d), such as 90s, 5m, 1.5h or 1d";

    /// <summary>
    /// The longest duration: a thousand years of 365.25 days. Forty of them, the longest exponential draw that 53 bits
    /// give, still fit into 64 bits of microseconds.
    /// </summary>
    public static readonly VirtualDuration Max = VirtualDuration.FromHours(8_766_000);

    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["us"] = 1,
        ["ms"] = 1_000,
        ["s"] = 1_000_000,
        ["m"] = 60_000_000,
        ["min"] = 60_000_000,
        ["h"] = 3_600_000_000,
        ["d"] = 86_400_000_000,
    };

    /// <summary>Reads a duration, exact to the microsecond, from minus to plus <see cref="Max"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">The duration; zero when the text is none.</param>
    /// <returns>False when the text is no duration, is finer than a microsecond or too long.</returns>
    public static bool TryParse(string text, out VirtualDuration duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        var valid = UnitText.TryConvert(text, Units, out var microseconds) && Math.Abs(microseconds) <= Max.Microseconds;
        duration = valid ? new((long)microseconds) : VirtualDuration.Zero;
        return valid;
    }
}
