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
}
