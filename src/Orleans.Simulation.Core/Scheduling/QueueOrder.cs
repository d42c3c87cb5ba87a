namespace Orleans.Simulation.Core.Scheduling;

/// <summary>
/// In which order waiting jobs of the same priority are tried; those of a higher one come before them. Both orders stop at the first
/// job that does not fit.
/// </summary>
public enum QueueOrder
{
    /// <summary>First in, first out: by submission, or the end of the postponement, then by job number.</summary>
    Fifo,

    /// <summary>
    /// Shortest job first: by run time, then by submission, or the end of the postponement, then by job number.
    /// </summary>
    Sjf,
}
