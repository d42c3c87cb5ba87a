namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>The middle of some runs.</summary>
internal static class Median
{
    /// <summary>The median of a figure over runs; at least one.</summary>
    public static double Of<T>(IEnumerable<T> runs, Func<T, double> figure)
    {
        var sorted = runs.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
