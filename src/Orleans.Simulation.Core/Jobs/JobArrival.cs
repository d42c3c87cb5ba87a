using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>A job as a workload source submits it: a gang of chips for an exact run time, or for what it computes.</summary>
/// <param name="Number">Position in the merged order of arrivals of the run, from 0. Ties between jobs go by it.</param>
/// <param name="Source">Index of the workload source in the scenario.</param>
/// <param name="Row">Zero-based row of the job in its trace, or its index in the generated sequence.</param>
/// <param name="Id">The name that the trace gives the job.</param>
/// <param name="DataCenter">Index of the data center it must run in, or <see cref="AnyDataCenter"/>.</param>
/// <param name="Chips">Chips needed, all at once when it starts first; at least 1.</param>
/// <param name="Submit">When it is submitted.</param>
/// <param name="Work">
/// How long it runs on all of them, healthy, without interruption; zero is allowed. Of a job with <see cref="Flops"/> the data
/// center that takes it works that out; before it is zero.
/// </param>
public sealed record JobArrival(
    int Number,
    int Source,
    long Row,
    string Id,
    int DataCenter,
    int Chips,
    VirtualTime Submit,
    VirtualDuration Work)
{
    /// <summary>The broker chooses the data center.</summary>
    public const int AnyDataCenter = -1;

    /// <summary>How far it may shrink when it starts again. Default: null, it needs all its chips always.</summary>
    public JobShrink? Shrink { get; init; }

    /// <summary>What it computes, where it states that. Default: null, it states its run time.</summary>
    public ModelFlops? Flops { get; init; }

    /// <summary>Which part of a job over several data centers it is. Default: null, it is a whole job.</summary>
    public JobPart? Part { get; init; }

    /// <summary>
    /// Time for which its data center keeps it before it joins the queue, for cheaper or cleaner electricity; at least zero.
    /// Default: zero.
    /// </summary>
    public VirtualDuration Postponed { get; init; }

    /// <summary>When it joins the queue of its data center.</summary>
    internal VirtualTime Release => Submit + Postponed;
}
