namespace Orleans.Simulation.Core.Jobs;

/// <summary>What a job has its chips do, and so what they draw.</summary>
public enum JobActivity : byte
{
    /// <summary>It trains: compute, memory and links take turns, and the power is their mean.</summary>
    Training,

    /// <summary>It keeps a model in memory and has next to nothing to do.</summary>
    Loaded,

    /// <summary>It waits for memory, as decoding does: one token of each request at a time.</summary>
    MemoryBound,

    /// <summary>It keeps the arithmetic units busy, as prefill does.</summary>
    ComputeBound,
}
