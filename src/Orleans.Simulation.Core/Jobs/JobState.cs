namespace Orleans.Simulation.Core.Jobs;

/// <summary>Where a job stands at the end of the run.</summary>
public enum JobState
{
    /// <summary>Submitted and waiting for chips, for the first time or after it had some.</summary>
    Queued,

    /// <summary>Holding its chips.</summary>
    Running,

    /// <summary>All its work is done.</summary>
    Completed,

    /// <summary>Interrupted more often than the scenario allows, or a peer was.</summary>
    Failed,

    /// <summary>It, or a peer, is larger than the data center, so that it can never run; counted among the failed jobs.</summary>
    Rejected,
}
