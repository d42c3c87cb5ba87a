namespace Orleans.Simulation.Benchmarks.Figures;

/// <summary>What a figure should be, in its unit. Missing it is shown and is no error: machines differ.</summary>
/// <param name="Relation">How the figure should relate to the limit, as it is shown.</param>
/// <param name="Limit">The limit.</param>
internal sealed record Target(string Relation, double Limit)
{
    /// <summary>The figure should not be greater.</summary>
    public static Target AtMost(double limit) => new("<=", limit);

    /// <summary>The figure should not be smaller.</summary>
    public static Target AtLeast(double limit) => new(">=", limit);

    /// <summary>The figure should be smaller.</summary>
    public static Target Below(double limit) => new("<", limit);

    /// <summary>Compares a figure with the target.</summary>
    public TargetVerdict Judge(double value) => new($"{Relation} {Limit:#,0.##}", Relation switch
    {
        "<=" => value <= Limit,
        ">=" => value >= Limit,
        _ => value < Limit,
    });
}
