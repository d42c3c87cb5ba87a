using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>
/// How far the power of a data center swung within the training steps of its jobs, before anything smooths that; and what smoothing it cost. Powers
/// of the facility in nanowatts, energies in femtojoules. What lasted for no time does not count.
/// </summary>
/// <param name="Largest">Largest swing of a single job.</param>
/// <param name="LargestAt">When it was reached first.</param>
/// <param name="Independent">Largest swing of all jobs, each in a phase of its own: the root of the sum of squares.</param>
/// <param name="IndependentAt">When it was reached first.</param>
/// <param name="InPhase">Largest swing of all jobs if all stepped in phase: the sum.</param>
/// <param name="InPhaseAt">When it was reached first.</param>
/// <param name="TooFast">Time for which the edges of the largest swing that smoothing left were faster than the limit.</param>
/// <param name="Burned">Energy that fillers burned for nothing.</param>
/// <param name="Lost">Energy that storage lost.</param>
/// <param name="Stored">Most that storages gave within a step of each job.</param>
/// <param name="Extra">What was burned and lost, as IT energy at the rates of the instants: its carbon and cost.</param>
public sealed record SwingAccount(
    Int128 Largest,
    VirtualTime LargestAt,
    Int128 Independent,
    VirtualTime IndependentAt,
    Int128 InPhase,
    VirtualTime InPhaseAt,
    VirtualDuration TooFast,
    Int128 Burned,
    Int128 Lost,
    Int128 Stored,
    SiteTotals Extra)
{
    /// <summary>The account of no time at all.</summary>
    public static SwingAccount Nothing { get; } = new(0, default, 0, default, 0, default, default, 0, 0, 0, default);
}
