namespace Orleans.Simulation.Core.Brokers;

/// <summary>What a job is postponed for.</summary>
public enum ShiftGoal
{
    /// <summary>Cheaper electricity.</summary>
    Price,

    /// <summary>A cleaner grid.</summary>
    Carbon,
}
