namespace Orleans.Simulation.Core.Failures;

/// <summary>Where the interval between two checkpoints of a job comes from.</summary>
public enum CheckpointRule
{
    /// <summary>It is given.</summary>
    Fixed,

    /// <summary>Young's: from the job's own time to failure and what it takes to write one.</summary>
    Young,

    /// <summary>Daly's higher-order one: the same, and right also where writing takes long.</summary>
    Daly,
}
