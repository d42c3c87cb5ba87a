namespace Orleans.Simulation.Core.Jobs;

/// <summary>What a part of a gang is told to do.</summary>
public enum GangDirectiveKind
{
    /// <summary>Join the queue.</summary>
    Admit,

    /// <summary>Leave the queue, and give back all chips.</summary>
    Bar,

    /// <summary>Start, or start again, on the chips that it keeps.</summary>
    Go,

    /// <summary>Stop, and keep the chips: a peer has stopped.</summary>
    Halt,

    /// <summary>End: a peer has failed or been rejected.</summary>
    Abort,
}
