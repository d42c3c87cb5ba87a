using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>How jobs get to the data centers of a fleet.</summary>
/// <param name="Policy">Which data center a job gets.</param>
public sealed record BrokerPlan(BrokerPolicy Policy)
{
    /// <summary>The broker of a scenario that says nothing about it.</summary>
    public static BrokerPlan Default { get; } = new(BrokerPolicy.FewestAsked);

    /// <summary>What counts as cost. Default: <see cref="CostScope.Electricity"/>.</summary>
    public CostScope Cost { get; init; }

    /// <summary>
    /// Data centers in which a job would wait longer than this, by the broker's book, are left out where others are not. Default:
    /// null, none is.
    /// </summary>
    public VirtualDuration? MaxWait { get; init; }

    /// <summary>
    /// What happens to a part of a gang is known elsewhere at the next multiple of this; 1 s to 1 h. Default: a minute. Without
    /// gangs it has no meaning.
    /// </summary>
    public VirtualDuration News { get; init; } = VirtualDuration.FromSeconds(60);

    /// <summary>Weights of the data centers, at least 1, by index. Default: empty, all the same.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>What the jobs of each source want, by its index. Default: empty, nothing.</summary>
    public IReadOnlyList<SourceTerms> Sources { get; init; } = [];

    /// <summary>Whether it has to estimate when jobs start.</summary>
    internal bool KeepsBooks =>
        MaxWait is not null
        || Policy is not (BrokerPolicy.FewestAsked or BrokerPolicy.Weighted)
        || Sources.Any(source => source.Shift is not null);

    /// <summary>Whether the parts of any job are a gang.</summary>
    internal bool HasGangs => Sources.Any(source => source.IsGang);

    /// <summary>Whether it has to know how long jobs run.</summary>
    internal bool NeedsRunTimes => KeepsBooks || Policy == BrokerPolicy.Weighted;

    /// <summary>Whether a job is a part of a gang.</summary>
    internal bool IsInGang(JobArrival job) => job.Part is not null && TermsOf(job.Source).IsGang;

    /// <summary>What the jobs of a source want.</summary>
    /// <param name="source">Its index.</param>
    internal SourceTerms TermsOf(int source) => source < Sources.Count ? Sources[source] : SourceTerms.Any;
}
