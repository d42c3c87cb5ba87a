using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Orleans.Simulation.Verification.Statistics;

/// <summary>The mean of independent replications with its confidence interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="HalfWidth">Half the width of the interval.</param>
public readonly record struct Estimate(double Mean, double HalfWidth)
{
    /// <summary>Probability with which the interval holds the true mean.</summary>
    public const double Confidence = 0.999;

    /// <summary>Lower end of the interval.</summary>
    public double Low => Mean - HalfWidth;

    /// <summary>Upper end of the interval.</summary>
    public double High => Mean + HalfWidth;

    /// <summary>Estimates a mean by Student's t distribution.</summary>
    /// <param name="values">One value of each replication; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2)
        {
            throw new ArgumentException($"holds {values.Count} values, must hold at least two", nameof(values));
        }

        var quantile = StudentT.InvCDF(0, 1, values.Count - 1, (1 + Confidence) / 2);
        return new(values.Mean(), quantile * values.StandardDeviation() / Math.Sqrt(values.Count));
    }

    /// <summary>Compares the estimate with what must come out.</summary>
    /// <param name="check">Name of the check.</param>
    /// <param name="name">Which case of it.</param>
    /// <param name="source">Where the reference comes from.</param>
    /// <param name="reference">What must come out.</param>
    /// <param name="gate">Largest half-width of the interval as a share of the reference.</param>
    public CheckRow Compare(string check, string name, string source, double reference, double gate) => new(
        check,
        name,
        source,
        reference,
        Mean,
        Low,
        High,
        $"in the {100 * Confidence:0.0} % interval, half-width at most {100 * gate:0.###} %",
        reference >= Low && reference <= High && HalfWidth <= gate * Math.Abs(reference));

    /// <summary>Compares the estimate with an approximation of what must come out.</summary>
    /// <param name="check">Name of the check.</param>
    /// <param name="name">Which case of it.</param>
    /// <param name="source">Where the reference comes from.</param>
    /// <param name="reference">The approximation.</param>
    /// <param name="tolerance">How far from it the whole interval may lie, as a share of it.</param>
    public CheckRow CompareWithin(string check, string name, string source, double reference, double tolerance) => new(
        check,
        name,
        source,
        reference,
        Mean,
        Low,
        High,
        $"the {100 * Confidence:0.0} % interval within {100 * tolerance:0.###} %",
        Low >= reference - (tolerance * Math.Abs(reference)) && High <= reference + (tolerance * Math.Abs(reference)));
}
