namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>How large the cases are.</summary>
/// <param name="IsQuick">Whether they are small: that shows that everything works and not how fast.</param>
internal readonly record struct CaseScale(bool IsQuick)
{
    /// <summary>One of two sizes.</summary>
    public T Of<T>(T full, T quick) => IsQuick ? quick : full;
}
