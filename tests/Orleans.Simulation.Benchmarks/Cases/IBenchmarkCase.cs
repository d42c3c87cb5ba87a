using Orleans.Simulation.Benchmarks.Figures;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>One question that the benchmark answers, in a process of its own.</summary>
internal interface IBenchmarkCase
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>What is measured, in a few words.</summary>
    string Title { get; }

    /// <summary>Measures and adds the figures.</summary>
    /// <exception cref="Exception">It went wrong, or results that must be equal are not: the case failed.</exception>
    Task MeasureAsync(CaseScale scale, FigureList figures);

    /// <summary>Adds the figures that need those of cases before this one, which other processes measured.</summary>
    /// <param name="measured">All figures so far, those of this case among them.</param>
    /// <param name="figures">Where to add them.</param>
    void Compare(IReadOnlyList<Figure> measured, FigureList figures)
    {
    }
}
