namespace Orleans.Simulation.Core.Events;

/// <summary>What happens first among events of one instant, in this order.</summary>
public enum EventClass
{
    /// <summary>A job ends; its chips are free for whatever else the instant brings.</summary>
    Completion,

    /// <summary>A chip or a component of a rack fails.</summary>
    Failure,

    /// <summary>Something else fails: what racks do not draw.</summary>
    Outage,

    /// <summary>A data center leaves its batteries: they are empty, or what it hangs on is back.</summary>
    Battery,

    /// <summary>The fleet directs a part of a gang, by what it knew of all parts before this instant.</summary>
    Directive,

    /// <summary>A failure is noticed.</summary>
    Detection,

    /// <summary>A repair ends.</summary>
    Repair,

    /// <summary>The power that is left for jobs changes.</summary>
    Power,

    /// <summary>A job is submitted.</summary>
    Arrival,

    /// <summary>The postponement of a job is over.</summary>
    Release,

    /// <summary>The patience of a job that keeps chips runs out.</summary>
    Patience,

    /// <summary>The scheduler makes a pass.</summary>
    Scheduling,
}
