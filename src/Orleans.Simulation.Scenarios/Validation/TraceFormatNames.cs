namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Names of trace formats, as far as scenarios know them.</summary>
/// <remarks>
/// Scenarios do not read traces: the composition root passes the names of the readers it has. These serve where it does not.
/// </remarks>
public static class TraceFormatNames
{
    /// <summary>Recognition by the header, that of the ITP traces and the simulator's own.</summary>
    public static IReadOnlyList<string> Default { get; } = ["auto", "itp", "native"];
}
