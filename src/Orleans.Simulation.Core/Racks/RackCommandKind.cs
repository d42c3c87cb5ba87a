namespace Orleans.Simulation.Core.Racks;

/// <summary>What a data center tells chips of a rack to do.</summary>
public enum RackCommandKind : byte
{
    /// <summary>A job takes the chips.</summary>
    Start,

    /// <summary>The job that holds the chips is done.</summary>
    Complete,

    /// <summary>The job that holds the chips is stopped because a failure was noticed.</summary>
    Interrupt,

    /// <summary>The chips are healthy again. Changes their promises.</summary>
    Repair,

    /// <summary>Something that the chips hang on has failed: they are down until it is restored.</summary>
    Outage,

    /// <summary>All that the chips hang on works again. Changes their promises.</summary>
    Restore,

    /// <summary>
    /// The chips work at another speed from now on, or will when they have a job: <see cref="RackCommand.Job"/> is its level. For all
    /// chips of a rack at once.
    /// </summary>
    Speed,

    /// <summary>
    /// A component of the rack is as good as new: for the rack alone, <see cref="RackCommand.Job"/> says which.
    /// </summary>
    Renew,
}
