namespace Orleans.Simulation.Verification.Statistics;

/// <summary>Comparison of whole numbers.</summary>
internal static class Exact
{
    /// <summary>Compares two numbers that must be equal.</summary>
    /// <param name="check">Name of the check.</param>
    /// <param name="name">Which case of it.</param>
    /// <param name="source">Why they must.</param>
    /// <param name="reference">What must come out.</param>
    /// <param name="measured">What came out.</param>
    public static CheckRow Row(string check, string name, string source, Int128 reference, Int128 measured) =>
        new(check, name, source, (double)reference, (double)measured, null, null, "equal", measured == reference);
}
