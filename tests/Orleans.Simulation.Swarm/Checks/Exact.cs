using System.Numerics;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Exact arithmetic on integers, rounded once, the way the results state it.</summary>
internal static class Exact
{
    /// <summary>Nanojoules in a kilowatt-hour.</summary>
    public const long NanojoulesPerKilowattHour = 3_600_000_000_000_000;

    /// <summary>A quotient with so many digits after the point, half to even.</summary>
    public static decimal Ratio(BigInteger numerator, BigInteger denominator, int digits)
    {
        var scale = BigInteger.Pow(10, digits);
        var quotient = BigInteger.DivRem(numerator * scale, denominator, out var remainder);
        var half = BigInteger.Compare(remainder * 2, denominator);
        return (decimal)(half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient) / (decimal)scale;
    }

    /// <summary>Microseconds as seconds.</summary>
    public static decimal Seconds(Int128 microseconds) => Ratio(microseconds, 1_000_000, 6);

    /// <summary>Nanojoules as kilowatt-hours to six digits.</summary>
    public static decimal KilowattHours(Int128 nanojoules) => Ratio(nanojoules, NanojoulesPerKilowattHour, 6);

    /// <summary>Nanojoules as the joules of a table.</summary>
    public static double Joules(Int128 nanojoules) => (double)nanojoules / 1e9;

    /// <summary>Whether two sums of rounded numbers are the same but for rounding.</summary>
    public static bool IsClose(double actual, double expected) =>
        Math.Abs(actual - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected));

    /// <summary>Whether a figure lies between two others, the last digits apart.</summary>
    public static bool IsWithin(double actual, double least, double most) =>
        (actual >= least || IsClose(actual, least)) && (actual <= most || IsClose(actual, most));

    /// <summary>A sum.</summary>
    public static Int128 Sum<T>(IEnumerable<T> items, Func<T, Int128> value) =>
        items.Aggregate(Int128.Zero, (sum, item) => sum + value(item));
}
