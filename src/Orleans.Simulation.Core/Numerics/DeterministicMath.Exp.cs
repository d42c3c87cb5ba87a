namespace Orleans.Simulation.Core.Numerics;

/// <content>The exponential.</content>
public static partial class DeterministicMath
{
    private const double ExpOverflow = 7.09782712893383973096e+02;
    private const double ExpUnderflow = -7.45133219101941108420e+02;
    private const double HalfLn2 = 0.34657359027997264;
    private const double TwoToMinus28 = 3.725290298461914e-9;

    /// <summary>e to a power, within 1 unit in the last place.</summary>
    /// <param name="value">Any number.</param>
    /// <returns>Infinity above 709.78, zero below -745.13, not-a-number for not-a-number.</returns>
    public static double Exp(double value)
    {
        if (double.IsNaN(value))
        {
            return value;
        }

        if (value > ExpOverflow)
        {
            return double.PositiveInfinity;
        }

        if (value < ExpUnderflow)
        {
            return 0;
        }

        if (Math.Abs(value) < TwoToMinus28)
        {
            return 1.0 + value;
        }

        if (Math.Abs(value) <= HalfLn2)
        {
            var c = value - ExpPolynomial(value * value);
            return 1.0 - ((value * c / (c - 2.0)) - value);
        }

        return ExpOfLarge(value);
    }

    /// <summary>The exponential of a number that first loses its multiple of ln 2.</summary>
    private static double ExpOfLarge(double value)
    {
        var multiple = (int)((InverseLn2 * value) + (value < 0 ? -0.5 : 0.5));
        var high = value - (multiple * Ln2High);
        var low = multiple * Ln2Low;
        var x = high - low;
        var c = x - ExpPolynomial(x * x);
        return Scale(1.0 - (low - (x * c / (2.0 - c)) - high), multiple);
    }
}
