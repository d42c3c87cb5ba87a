using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Tests;

/// <summary>Covers: intervals and verdicts.</summary>
public sealed class EstimateTests
{
    [Fact]
    public void Of_FiveValues_HasTheIntervalOfStudentsTable()
    {
        var estimate = Estimate.Of([1, 2, 3, 4, 5]);

        // The quantile 0.9995 of four degrees of freedom is 8.610; the standard deviation of these values is 1.5811.
        Assert.Equal(3, estimate.Mean, 12);
        Assert.Equal(8.610 * 1.5811 / Math.Sqrt(5), estimate.HalfWidth, 2);
    }

    [Fact]
    public void Of_OneValue_IsRefused() => Assert.Throws<ArgumentException>(() => Estimate.Of([1]));

    [Theory]
    [InlineData(10, 0.1, true)]
    [InlineData(10.9, 0.1, true)]
    [InlineData(11.1, 0.5, false)]
    [InlineData(8.9, 0.5, false)]
    [InlineData(10, 0.05, false)]
    public void Compare_ReferenceAndGate_PassesInsideOfANarrowInterval(double reference, double gate, bool passes)
    {
        var row = new Estimate(10, 1).Compare("check", "case", "source", reference, gate);

        Assert.Equal(passes, row.Passed);
        Assert.Equal((9, 11), (row.Low, row.High));
    }

    [Fact]
    public void Compare_NoMeasurement_Misses() =>
        Assert.False(new Estimate(double.NaN, double.NaN).Compare("check", "case", "source", 1, 1).Passed);

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(5, 6, false)]
    public void Exact_TwoNumbers_PassIfEqual(long reference, long measured, bool passes) =>
        Assert.Equal(passes, Exact.Row("check", "case", "source", reference, measured).Passed);

    [Fact]
    public void Exact_NumbersThatDifferBelowDoublePrecision_Miss()
    {
        var large = (Int128)1 << 100;

        Assert.False(Exact.Row("check", "case", "source", large, large + 1).Passed);
    }

    [Theory]
    [InlineData(10, 0.1, true)]
    [InlineData(10, 0.09, false)]
    [InlineData(12, 0.25, true)]
    [InlineData(12, 0.2, false)]
    [InlineData(8, 0.3, false)]
    public void CompareWithin_ReferenceAndTolerance_PassesWhereTheWholeIntervalIsNear(
        double reference, double tolerance, bool passes) =>
        Assert.Equal(passes, new Estimate(10, 1).CompareWithin("check", "case", "source", reference, tolerance).Passed);

    [Fact]
    public void ControlledMean_ValueThatItsControlExplains_IsTheIntercept()
    {
        // 10 + 3 x, and an error that is orthogonal to x and 1.
        var mean = ControlledMean.Of(
            [new(4.1, [-2]), new(6.8, [-1]), new(10.2, [0]), new(12.8, [1]), new(16.1, [2])]);

        Assert.Equal(10, mean.Adjusted.Mean, 10);

        // The residuals have the sum of squares 0.14 with three degrees of freedom, of which the quantile is 12.924.
        Assert.Equal(12.924 * Math.Sqrt(0.14 / 3 / 5), mean.Adjusted.HalfWidth, 3);
        Assert.True(mean.IsCentred);
    }

    [Fact]
    public void ControlledMean_ControlWhoseMeanIsNotZero_Misses()
    {
        var mean = ControlledMean.Of(
            [new(13.1, [1.0]), new(13.2, [1.1]), new(13.0, [0.9]), new(13.1, [1.05]), new(12.9, [0.95])]);

        Assert.False(mean.IsCentred);
        Assert.False(mean.Compare("check", "case", "source", mean.Adjusted.Mean, gate: 1).Passed);
    }

    [Fact]
    public void ControlledMean_AsManyReplicationsAsUnknowns_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ControlledMean.Of([new(1, [0]), new(2, [1])]));
}
