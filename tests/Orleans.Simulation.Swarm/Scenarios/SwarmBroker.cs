namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>How jobs get to data centers.</summary>
/// <param name="Policy">Which data center a job gets, as the scenario writes it.</param>
/// <param name="MaxWait">Longest wait for which it goes where there are others; null: any.</param>
/// <param name="Weights">Weights of the data centers, with the policy weighted; else empty.</param>
internal sealed record SwarmBroker(string Policy, long? MaxWait, IReadOnlyList<int> Weights)
{
    /// <summary>That of a scenario that says nothing about it.</summary>
    public static SwarmBroker Default { get; } = new("fewest-asked", MaxWait: null, []);
}

/// <summary>How far jobs of a source may be postponed.</summary>
/// <param name="Deadline">Time from submission by which a job is to be done.</param>
/// <param name="By">price or carbon.</param>
internal sealed record SwarmShift(long Deadline, string By);
