namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact ratios of integers as decimal numbers that print the same everywhere.</summary>
internal static class Decimals
{
    private const int MeanDigits = 4;
    private const int AmountDigits = 6;
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>10^9 nanojoules in a joule, 3.6 * 10^6 joules in a kilowatt-hour.</summary>
    private const long NanojoulesPerKilowattHour = 3_600_000_000_000_000;

    /// <summary>Microseconds as seconds: exact. Also chip-microseconds as chip-seconds.</summary>
    public static decimal Seconds(Int128 microseconds) => Ratio(microseconds, MicrosecondsPerSecond, AmountDigits);

    /// <summary>Energy in kilowatt-hours to six digits, half to even.</summary>
    public static decimal KilowattHours(Int128 nanojoules) => Ratio(nanojoules, NanojoulesPerKilowattHour, AmountDigits);

    /// <summary>A mean of microseconds in seconds to four digits, half to even; null when there is nothing to average.</summary>
    public static decimal? MeanSeconds(Int128 microseconds, long count) =>
        count == 0 ? null : Ratio(microseconds, (Int128)count * MicrosecondsPerSecond, MeanDigits);

    /// <summary>A share to six digits, half to even; null when the whole is zero.</summary>
    public static decimal? Share(Int128 part, Int128 whole) => whole == 0 ? null : Ratio(part, whole, AmountDigits);

    /// <summary>A mean power in kilowatts to four digits, half to even; null when no time passed.</summary>
    /// <remarks>A nanojoule a microsecond is a milliwatt, a millionth of a kilowatt.</remarks>
    public static decimal? MeanKilowatts(Int128 nanojoules, long microseconds) =>
        microseconds == 0 ? null : Ratio(nanojoules, (Int128)microseconds * 1_000_000, MeanDigits);

    /// <summary>A quotient, rounded half to even, without trailing zeros.</summary>
    /// <param name="numerator">Of either sign; times 10^<paramref name="digits"/> it must fit into 128 bits.</param>
    /// <param name="denominator">Greater than zero.</param>
    /// <param name="digits">Digits after the point, 0 to 6.</param>
    private static decimal Ratio(Int128 numerator, Int128 denominator, int digits)
    {
        var scale = 1L;
        for (var digit = 0; digit < digits; digit++)
        {
            scale *= 10;
        }

        var (quotient, remainder) = Int128.DivRem(Int128.Abs(numerator) * scale, denominator);
        var twice = remainder * 2;
        if (twice > denominator || (twice == denominator && Int128.IsOddInteger(quotient)))
        {
            quotient++;
        }

        // Division drops trailing zeros: 5010.0000 would print its scale.
        var value = (decimal)quotient / scale;
        return Int128.IsNegative(numerator) ? -value : value;
    }
}
