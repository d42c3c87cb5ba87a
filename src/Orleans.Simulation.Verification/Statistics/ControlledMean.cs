using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Orleans.Simulation.Verification.Statistics;

/// <summary>The mean of independent replications without what their controls explain of it.</summary>
/// <remarks>
/// Linear regression on control variates (Lavenberg and Welch, Management Science 27(3), 1981): the mean is the intercept, its
/// interval that of Student's t distribution with a degree of freedom less for each control.
/// </remarks>
/// <param name="Adjusted">The mean.</param>
/// <param name="IsCentred">
/// Whether zero lies in the interval of each control: if it does not, inputs are not what they should be, and the regression
/// would hide just that.
/// </param>
internal sealed record ControlledMean(Estimate Adjusted, bool IsCentred)
{
    /// <summary>Estimates a mean.</summary>
    /// <param name="observations">One of each replication, all with the same controls; at least two more than these.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public static ControlledMean Of(IReadOnlyList<Observation> observations)
    {
        var controls = observations[0].Controls.Count;
        var freedom = observations.Count - controls - 1;
        if (freedom < 1)
        {
            throw new ArgumentException(
                $"holds {observations.Count} replications, must hold at least {controls + 2}", nameof(observations));
        }

        double[][] columns =
            [.. Enumerable.Range(0, controls).Select(control => observations.Select(each => each.Controls[control]).ToArray())];
        Estimate[] means = [.. columns.Select(column => Estimate.Of(column))];

        // Columns of like size keep the normal equations solvable.
        var inputs = Matrix<double>.Build.DenseOfColumns(
            columns.Zip(means, (column, mean) => column.Select(value => value / mean.HalfWidth))
                .Prepend(Enumerable.Repeat(1.0, observations.Count)));
        var values = Vector<double>.Build.DenseOfEnumerable(observations.Select(each => each.Value));
        var coefficients = inputs.QR().Solve(values);
        var variance = (values - (inputs * coefficients)).DotProduct(values - (inputs * coefficients)) / freedom;
        var share = inputs.TransposeThisAndMultiply(inputs).Inverse()[0, 0];
        var quantile = StudentT.InvCDF(0, 1, freedom, (1 + Estimate.Confidence) / 2);
        return new(
            new(coefficients[0], quantile * Math.Sqrt(variance * share)),
            means.All(mean => mean.Low <= 0 && mean.High >= 0));
    }

    /// <summary>Compares the mean with what must come out.</summary>
    /// <param name="check">Name of the check.</param>
    /// <param name="name">Which case of it.</param>
    /// <param name="source">Where the reference comes from.</param>
    /// <param name="reference">What must come out.</param>
    /// <param name="gate">Largest half-width of the interval as a share of the reference.</param>
    public CheckRow Compare(string check, string name, string source, double reference, double gate)
    {
        var row = Adjusted.Compare(check, name, source, reference, gate);
        return row with { Tolerance = $"{row.Tolerance}; controls centred", Passed = row.Passed && IsCentred };
    }
}
