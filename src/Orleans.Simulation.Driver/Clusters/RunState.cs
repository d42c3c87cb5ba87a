namespace Orleans.Simulation.Driver.Clusters;

/// <summary>Where a run on a cluster stands.</summary>
public enum RunState
{
    /// <summary>No silo plays it yet, or the one that did is gone.</summary>
    Ordered,

    /// <summary>It waits for silos.</summary>
    Waiting,

    /// <summary>It is being played.</summary>
    Playing,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>It was cancelled; its results say that they are incomplete.</summary>
    Interrupted,

    /// <summary>It stopped for lack of something that may come back, and can be resumed.</summary>
    Stopped,

    /// <summary>It failed; there are no results.</summary>
    Failed,
}
