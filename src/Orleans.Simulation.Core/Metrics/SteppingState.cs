namespace Orleans.Simulation.Core.Metrics;

/// <summary>How a job stands to the meter of swings.</summary>
internal enum SteppingState : byte
{
    /// <summary>It does not step: it has no steps, no chips, or hangs.</summary>
    None,

    /// <summary>It has its chips, and steps once its restart is over.</summary>
    Waiting,

    /// <summary>It goes through training steps.</summary>
    Stepping,
}
