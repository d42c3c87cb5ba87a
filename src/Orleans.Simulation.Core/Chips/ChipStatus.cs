namespace Orleans.Simulation.Core.Chips;

/// <summary>What a chip does.</summary>
public enum ChipStatus
{
    /// <summary>Healthy and without a job.</summary>
    Idle,

    /// <summary>Healthy and held by a job.</summary>
    Busy,

    /// <summary>Broken, until its repair ends.</summary>
    Failed,
}
