namespace Orleans.Simulation.Core.Brokers;

/// <summary>
/// Which data center the broker gives a job, among those that the job accepts and that are large enough for it.
/// </summary>
/// <remarks>
/// Ties go to the data center that the job prefers, then to the one that is listed first. What is estimated rests on the broker's
/// own <see cref="ChipBook"/>.
/// </remarks>
public enum BrokerPolicy
{
    /// <summary>The one where the fewest chips have been asked for so far, for its size.</summary>
    FewestAsked,

    /// <summary>The first one with room at once; where there is none, the least loaded one.</summary>
    FirstFit,

    /// <summary>The one with the least chip-time outstanding for each of its chips.</summary>
    LeastLoaded,

    /// <summary>The one where the job costs the least.</summary>
    Cheapest,

    /// <summary>The one where the job emits the least, location-based.</summary>
    Greenest,

    /// <summary>The one where the job is done first.</summary>
    Fastest,

    /// <summary>
    /// The least loaded one with room at once of those that the job likes best; where none that it accepts has room, the least
    /// loaded of all.
    /// </summary>
    Affinity,

    /// <summary>The one that has been given the least chip-time so far, for its weight.</summary>
    Weighted,
}
