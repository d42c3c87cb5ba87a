using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces;

/// <summary>A job as a trace or a generator gives it, before sources are merged.</summary>
/// <param name="Row">Zero-based index among the jobs of its source; lines without a job do not count.</param>
/// <param name="Id">Its name in the source; need not be unique.</param>
/// <param name="Submit">When it is submitted, after time scale and shift.</param>
/// <param name="Work">How long it runs; zero is allowed, and it is zero where it states its FLOPs.</param>
/// <param name="Chips">Chips it needs; at least 1.</param>
public sealed record TraceJob(long Row, string Id, VirtualTime Submit, VirtualDuration Work, int Chips)
{
    /// <summary>What it computes. Default: null, it states its run time.</summary>
    public ModelFlops? Flops { get; init; }
}
