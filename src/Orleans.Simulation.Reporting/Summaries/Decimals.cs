using System.Numerics;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact ratios of integers as decimal numbers that print the same everywhere.</summary>
internal static class Decimals
{
    private const int MeanDigits = 4;
    private const int AmountDigits = 6;
    private const long MicrosecondsPerSecond = 1_000_000;

    private const int JouleDigits = 9;

    /// <summary>10^9 nanojoules in a joule, 3.6 * 10^6 joules in a kilowatt-hour.</summary>
    public const long NanojoulesPerKilowattHour = 3_600_000_000_000_000;

    /// <summary>Microseconds as seconds: exact. Also chip-microseconds as chip-seconds.</summary>
    public static decimal Seconds(Int128 microseconds) => Ratio(microseconds, MicrosecondsPerSecond, AmountDigits);

    /// <summary>Energy in kilowatt-hours to six digits, half to even.</summary>
    public static decimal KilowattHours(Int128 nanojoules) => KilowattHours(nanojoules, 1);

    /// <summary>The same of an energy in parts of a nanojoule.</summary>
    public static decimal KilowattHours(BigInteger energy, long partsPerNanojoule) =>
        Amount(energy, (BigInteger)NanojoulesPerKilowattHour * partsPerNanojoule);

    /// <summary>Energy in joules: exact.</summary>
    public static decimal Joules(Int128 nanojoules) => Ratio(nanojoules, 1_000_000_000, JouleDigits);

    /// <summary>An amount in some unit to six digits, half to even.</summary>
    public static decimal Amount(BigInteger amount, BigInteger unit) => Ratio(amount, unit, AmountDigits);

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
    /// <param name="numerator">Of either sign.</param>
    /// <param name="denominator">Greater than zero.</param>
    /// <param name="digits">Digits after the point, 0 to 9.</param>
    private static decimal Ratio(BigInteger numerator, BigInteger denominator, int digits)
    {
        var scale = 1L;
        for (var digit = 0; digit < digits; digit++)
        {
            scale *= 10;
        }

        var (quotient, remainder) = BigInteger.DivRem(BigInteger.Abs(numerator) * scale, denominator);
        var twice = remainder * 2;
        if (twice > denominator || (twice == denominator && !quotient.IsEven))
        {
            quotient++;
        }

        // Division drops trailing zeros: 5010.0000 would print its scale.
        var value = (decimal)quotient / scale;
        return numerator.Sign < 0 ? -value : value;
    }
}
