namespace Orleans.Simulation.Core.Numerics;

/// <content>The natural logarithm.</content>
public static partial class DeterministicMath
{
    // Remez polynomial of (log(1+s) - log(1-s) - 2s) / s in s^2.
    private const double Lg1 = 6.666666666666735130e-01;
    private const double Lg2 = 3.999999999940941908e-01;
    private const double Lg3 = 2.857142874366239149e-01;
    private const double Lg4 = 2.222219843214978396e-01;
    private const double Lg5 = 1.818357216161805012e-01;
    private const double Lg6 = 1.531383769920937332e-01;
    private const double Lg7 = 1.479819860511658591e-01;

    /// <summary>The natural logarithm, within 1 unit in the last place.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>Negative infinity for zero, not-a-number for a negative number, infinity for infinity.</returns>
    public static double Log(double value)
    {
        if (value == 0)
        {
            return double.NegativeInfinity;
        }

        if (value < 0 || double.IsNaN(value))
        {
            return double.NaN;
        }

        if (double.IsPositiveInfinity(value))
        {
            return value;
        }

        var (exponent, fraction, high) = Reduce(value);
        return LogOfReduced(exponent, fraction, high);
    }

    /// <summary>Writes a number as 2^exponent (1 + fraction) with 1 + fraction between sqrt(1/2) and sqrt(2).</summary>
    private static (int Exponent, double Fraction, int High) Reduce(double value)
    {
        var exponent = 0;
        if (!double.IsNormal(value))
        {
            exponent = -54;
            value *= TwoTo54;
        }

        var high = HighWord(value);
        exponent += (high >> FractionBitsInHighWord) - ExponentBias;
        high &= FractionMaskOfHighWord;
        var carry = (high + 0x95F64) & ImplicitBitOfHighWord;
        var normalized = WithHighWord(value, high | (carry ^ OneHighWord));
        return (exponent + (carry >> FractionBitsInHighWord), normalized - 1.0, high);
    }

    private static double LogOfReduced(int exponent, double f, int high)
    {
        double k = exponent;
        if ((FractionMaskOfHighWord & (2 + high)) < 3)
        {
            // |f| < 2^-20: three terms of the series are enough.
            var r = f * f * (0.5 - (0.33333333333333333 * f));
            return exponent == 0 ? f - r : (k * Ln2High) - (r - (k * Ln2Low) - f);
        }

        var s = f / (2.0 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (Lg2 + (w * (Lg4 + (w * Lg6))));
        var odd = z * (Lg1 + (w * (Lg3 + (w * (Lg5 + (w * Lg7))))));
        var sum = odd + even;
        if (((high - 0x6147A) | (0x6B851 - high)) > 0)
        {
            var half = 0.5 * f * f;
            return exponent == 0
                ? f - (half - (s * (half + sum)))
                : (k * Ln2High) - (half - ((s * (half + sum)) + (k * Ln2Low)) - f);
        }

        return exponent == 0 ? f - (s * (f - sum)) : (k * Ln2High) - ((s * (f - sum)) - (k * Ln2Low) - f);
    }
}
