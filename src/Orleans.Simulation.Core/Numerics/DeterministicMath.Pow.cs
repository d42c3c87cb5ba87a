namespace Orleans.Simulation.Core.Numerics;

/// <content>The power.</content>
public static partial class DeterministicMath
{
    private const double TwoTo53 = 9007199254740992.0;
    private const double TwoTo31 = 2147483648.0;
    private const double TwoTo64 = 18446744073709551616.0;

    // log2(1.5) in two parts: the second of the two points around which the mantissa is expanded.
    private const double Log2Of1Point5High = 5.84962487220764160156e-01;
    private const double Log2Of1Point5Low = 1.35003920212974897128e-08;

    // Remez polynomial of (3/2)(log(x) - 2s - (2/3)s^3) in s^2.
    private const double L1 = 5.99999999999994648725e-01;
    private const double L2 = 4.28571428578550184252e-01;
    private const double L3 = 3.33333329818377432918e-01;
    private const double L4 = 2.72728123808534006489e-01;
    private const double L5 = 2.30660745775561754067e-01;
    private const double L6 = 2.06975017800338417784e-01;

    private const double Ln2 = 6.93147180559945286227e-01;
    private const double Ln2Short = 6.93147182464599609375e-01;
    private const double Ln2Rest = -1.90465429995776804525e-09;

    // 2 / (3 ln 2), whole and in two parts.
    private const double Cp = 9.61796693925975554329e-01;
    private const double CpHigh = 9.61796700954437255859e-01;
    private const double CpLow = -7.02846165095275826516e-09;

    private const double InverseLn2High = 1.44269502162933349609e+00;
    private const double InverseLn2Low = 1.92596299112661746887e-08;

    // -(1024 - log2(overflow threshold + half a unit in the last place)).
    private const double OverflowSlack = 8.0085662595372944372e-17;

    private enum Parity
    {
        NotInteger,
        Odd,
        Even,
    }

    /// <summary>A number to a power, within 2 units in the last place.</summary>
    /// <param name="value">The base: any number.</param>
    /// <param name="power">The exponent: any number.</param>
    /// <returns>The special values of IEEE 754 <c>pow</c>; not-a-number for a negative base with a broken exponent.</returns>
    public static double Pow(double value, double power)
    {
        if (power == 0 || value == 1)
        {
            return 1;
        }

        if (double.IsNaN(value) || double.IsNaN(power))
        {
            return double.NaN;
        }

        if (double.IsInfinity(power))
        {
            return PowToInfinity(Math.Abs(value), power);
        }

        if (value == 0 || double.IsInfinity(value) || value == -1)
        {
            return PowOfSpecial(value, power);
        }

        return PowOfSimple(value, power) ?? PowOfFinite(value, power);
    }

    private static double PowToInfinity(double magnitude, double power)
    {
        if (magnitude == 1)
        {
            return 1;
        }

        return magnitude > 1 == power > 0 ? double.PositiveInfinity : 0;
    }

    /// <summary>The power of a zero, an infinity or -1.</summary>
    private static double PowOfSpecial(double value, double power)
    {
        var magnitude = Math.Abs(value);
        var result = power < 0 ? 1.0 / magnitude : magnitude;
        var parity = ParityOf(power);
        if (value == -1 && parity == Parity.NotInteger)
        {
            return double.NaN;
        }

        return double.IsNegative(value) && parity == Parity.Odd ? -result : result;
    }

    /// <summary>The powers that one exact operation gives; null for any other.</summary>
    private static double? PowOfSimple(double value, double power) => power switch
    {
        1 => value,
        -1 => 1.0 / value,
        2 => value * value,
        0.5 when value >= 0 => Math.Sqrt(value),
        _ => null,
    };

    private static double PowOfFinite(double value, double power)
    {
        var sign = 1.0;
        if (value < 0)
        {
            var parity = ParityOf(power);
            if (parity == Parity.NotInteger)
            {
                return double.NaN;
            }

            sign = parity == Parity.Odd ? -1.0 : 1.0;
        }

        var magnitude = Math.Abs(value);
        if (Math.Abs(power) <= TwoTo31)
        {
            return sign * ExpOfProduct(power, Log2(magnitude));
        }

        var high = HighWord(magnitude);
        if (Math.Abs(power) > TwoTo64 || high is < 0x3FEFFFFF or > OneHighWord)
        {
            return sign * (magnitude > 1 == power > 0 ? double.PositiveInfinity : 0);
        }

        return sign * ExpOfProduct(power, Log2NearOne(magnitude));
    }

    private static Parity ParityOf(double power)
    {
        if (Math.Abs(power) >= TwoTo53)
        {
            return Parity.Even;
        }

        if (Math.Floor(power) != power)
        {
            return Parity.NotInteger;
        }

        return ((long)power & 1) == 0 ? Parity.Even : Parity.Odd;
    }

    /// <summary>The binary logarithm of a number within 2^-20 of 1, as a sum whose first part has a free low word.</summary>
    private static (double High, double Low) Log2NearOne(double value)
    {
        var t = value - 1.0;
        var w = t * t * (0.5 - (t * (0.3333333333333333333333 - (t * 0.25))));
        var u = InverseLn2High * t;
        var v = (t * InverseLn2Low) - (w * InverseLn2);
        var high = WithoutLowWord(u + v);
        return (high, v - (high - u));
    }

    /// <summary>The binary logarithm of a positive number, as a sum whose first part has a free low word.</summary>
    private static (double High, double Low) Log2(double value)
    {
        var exponent = 0;
        if (!double.IsNormal(value))
        {
            value *= TwoTo53;
            exponent = -53;
        }

        var high = HighWord(value);
        exponent += (high >> FractionBitsInHighWord) - ExponentBias;
        var fraction = high & FractionMaskOfHighWord;
        high = fraction | OneHighWord;
        var aboveSqrt = fraction > 0x3988E;
        var above1Point5 = aboveSqrt && fraction < 0xBB67A;
        if (aboveSqrt && !above1Point5)
        {
            exponent++;
            high -= ImplicitBitOfHighWord;
        }

        return Log2OfReduced(WithHighWord(value, high), exponent, above1Point5);
    }

    private static (double High, double Low) Log2OfReduced(double x, int exponent, bool above1Point5)
    {
        var point = above1Point5 ? 1.5 : 1.0;
        var (pointLog2High, pointLog2Low) = above1Point5 ? (Log2Of1Point5High, Log2Of1Point5Low) : (0.0, 0.0);

        // s = (x - point) / (x + point), in two parts.
        var u = x - point;
        var v = 1.0 / (x + point);
        var s = u * v;
        var sHigh = WithoutLowWord(s);
        var tHigh = FromHighWord(((HighWord(x) >> 1) | 0x20000000) + 0x00080000 + (above1Point5 ? 1 << 18 : 0));
        var tLow = x - (tHigh - point);
        var sLow = v * (u - (sHigh * tHigh) - (sHigh * tLow));

        // log(x) from s.
        var s2 = s * s;
        var r = s2 * s2 * (L1 + (s2 * (L2 + (s2 * (L3 + (s2 * (L4 + (s2 * (L5 + (s2 * L6))))))))));
        r += sLow * (sHigh + s);
        s2 = sHigh * sHigh;
        tHigh = WithoutLowWord(3.0 + s2 + r);
        tLow = r - (tHigh - 3.0 - s2);
        u = sHigh * tHigh;
        v = (sLow * tHigh) + (tLow * s);

        // 2 / (3 ln 2) times that, plus the logarithms of the point and of the power of two.
        var pHigh = WithoutLowWord(u + v);
        var pLow = v - (pHigh - u);
        var zHigh = CpHigh * pHigh;
        var zLow = (CpLow * pHigh) + (pLow * Cp) + pointLog2Low;
        double t = exponent;
        var high = WithoutLowWord(zHigh + zLow + pointLog2High + t);
        return (high, zLow - (high - t - pointLog2High - zHigh));
    }

    /// <summary>Two to the product of a power and a two-part logarithm.</summary>
    private static double ExpOfProduct(double power, (double High, double Low) log2)
    {
        var powerHigh = WithoutLowWord(power);
        var pLow = ((power - powerHigh) * log2.High) + (power * log2.Low);
        var pHigh = powerHigh * log2.High;
        var z = pLow + pHigh;
        if (z > 1024 || (z == 1024 && pLow + OverflowSlack > z - pHigh))
        {
            return double.PositiveInfinity;
        }

        if (z < -1075 || (z == -1075 && pLow <= z - pHigh))
        {
            return 0;
        }

        return ExpOfSum(pHigh, pLow, z);
    }

    private static double ExpOfSum(double pHigh, double pLow, double z)
    {
        var whole = Math.Abs(z) > 0.5 ? Math.Floor(z + 0.5) : 0;
        pHigh -= whole;
        var t = WithoutLowWord(pLow + pHigh);
        var u = t * Ln2Short;
        var v = ((pLow - (t - pHigh)) * Ln2) + (t * Ln2Rest);
        var x = u + v;
        var w = v - (x - u);
        var t1 = x - ExpPolynomial(x * x);
        var r = (x * t1 / (t1 - 2.0)) - (w + (x * w));
        return Scale(1.0 - (r - x), (int)whole);
    }
}
