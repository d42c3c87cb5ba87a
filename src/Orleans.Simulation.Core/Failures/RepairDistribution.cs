namespace Orleans.Simulation.Core.Failures;

/// <summary>How repair times are distributed.</summary>
public enum RepairDistribution
{
    /// <summary>All the same.</summary>
    Constant,

    /// <summary>Exponential: memoryless, as queueing theory likes them.</summary>
    Exponential,

    /// <summary>Log-normal: what failure logs of large systems show [R+ LANL].</summary>
    LogNormal,
}
