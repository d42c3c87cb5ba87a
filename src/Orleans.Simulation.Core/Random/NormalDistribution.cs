using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Random;

/// <summary>The standard normal distribution, by inversion: one uniform number gives one normal number.</summary>
/// <remarks>
/// Source of method and coefficients: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
/// Applied Statistics 37 (1988) 477-484, function PPND16; about 1 part in 10^16.
/// </remarks>
public static class NormalDistribution
{
    private const double CentralHalfWidth = 0.425;
    private const double CentralOffset = 0.180625;
    private const double TailSplit = 5.0;
    private const double NearTailOffset = 1.6;

    // Coefficients of numerators and denominators, highest power first.
    private static readonly double[] CentralNumerator =
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0,
    ];

    private static readonly double[] CentralDenominator =
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1.0,
    ];

    private static readonly double[] NearTailNumerator =
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
        3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0,
    ];

    private static readonly double[] NearTailDenominator =
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1.0,
    ];

    private static readonly double[] FarTailNumerator =
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0,
    ];

    private static readonly double[] FarTailDenominator =
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0,
    ];

    /// <summary>The number below which a standard normal variable lies with a given probability.</summary>
    /// <param name="probability">Strictly inside (0, 1).</param>
    /// <returns>About -37.5 to 8.3, the quantiles of the smallest and the largest double inside the interval.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside (0, 1) or is not a number.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "must lie strictly inside (0, 1)");
        }

        var offset = probability - 0.5;
        if (Math.Abs(offset) <= CentralHalfWidth)
        {
            return offset * Ratio(CentralNumerator, CentralDenominator, CentralOffset - (offset * offset));
        }

        var tail = offset < 0 ? probability : 1.0 - probability;
        var depth = Math.Sqrt(-DeterministicMath.Log(tail));
        var quantile = depth <= TailSplit
            ? Ratio(NearTailNumerator, NearTailDenominator, depth - NearTailOffset)
            : Ratio(FarTailNumerator, FarTailDenominator, depth - TailSplit);
        return offset < 0 ? -quantile : quantile;
    }

    private static double Ratio(double[] numerator, double[] denominator, double point) =>
        Polynomial(numerator, point) / Polynomial(denominator, point);

    private static double Polynomial(double[] coefficients, double point)
    {
        var value = 0.0;
        foreach (var coefficient in coefficients)
        {
            value = (value * point) + coefficient;
        }

        return value;
    }
}
