using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>
/// The step of training that the jobs of a source repeat: all chips of a job compute, then all communicate. Power swings by it around what chips
/// draw under training.
/// </summary>
public sealed record TrainingStepSpec
{
    /// <summary>The <see cref="Period"/> when a scenario gives none: 2 s [G], half a hertz, among the 0.2 to 3 Hz of [PS].</summary>
    public static readonly VirtualDuration DefaultPeriod = VirtualDuration.FromSeconds(2);

    /// <summary>The shortest step: 10 ms.</summary>
    public static readonly VirtualDuration MinPeriod = new(10_000);

    /// <summary>The longest step: 10 min.</summary>
    public static readonly VirtualDuration MaxPeriod = VirtualDuration.FromMinutes(10);

    /// <summary>
    /// The <see cref="Communicating"/> when a scenario gives none: 0.12 [G]. Chips of the catalog draw 0.88 of their TDP under training, so that they
    /// go from near TDP to near idle [PS] then.
    /// </summary>
    public const decimal DefaultCommunicating = 0.12m;

    /// <summary>Length of a step, <see cref="MinPeriod"/> to <see cref="MaxPeriod"/>. Default: <see cref="DefaultPeriod"/>.</summary>
    public VirtualDuration Period { get; init; } = DefaultPeriod;

    /// <summary>
    /// Share of a step for which chips communicate, in whole millionths above 0, below 1. Default: <see cref="DefaultCommunicating"/>.
    /// </summary>
    public decimal Communicating { get; init; } = DefaultCommunicating;

    /// <summary>What chips draw meanwhile. Default: <see cref="StepLow.Idle"/>.</summary>
    public StepLow Low { get; init; } = StepLow.Idle;

    /// <summary>The step as the simulation knows it.</summary>
    public TrainingStep Compiled => new(Period, (int)(Communicating * TrainingStep.Unit), Low);
}
