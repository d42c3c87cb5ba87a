namespace Orleans.Simulation.Core.Jobs;

/// <summary>Where a part of a gang stands, as far as its peers need to know.</summary>
public enum PartState
{
    /// <summary>It does not have all its chips: it is barred, waits in the queue, or keeps some and lacks others.</summary>
    Waiting,

    /// <summary>It has all its chips, and the power for them, keeps them idle, and waits for its peers.</summary>
    Ready,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has completed, failed or been rejected.</summary>
    Ended,
}
