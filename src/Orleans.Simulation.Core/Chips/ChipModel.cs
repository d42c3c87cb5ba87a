using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>What the simulation needs to know of a chip type.</summary>
/// <param name="Name">Name in the catalog.</param>
/// <param name="Idle">Power of a healthy chip without a job.</param>
/// <param name="Busy">Power of a healthy chip that is held by a job.</param>
/// <param name="Failed">Power of a chip from its failure to the end of its repair.</param>
/// <param name="MeanTimeToFailure">Mean of the exponential time from healthy to failed; zero: it never fails.</param>
/// <param name="Causes">Causes of failure with their weights; at least one when it can fail.</param>
public sealed record ChipModel(
    string Name,
    Watts Idle,
    Watts Busy,
    Watts Failed,
    VirtualDuration MeanTimeToFailure,
    IReadOnlyList<FailureCause> Causes)
{
    /// <summary>
    /// Shape of the Weibull time to failure: below 1 infant mortality, above 1 wear-out. Default: 1, exponential.
    /// </summary>
    public double Shape { get; init; } = 1;
}
