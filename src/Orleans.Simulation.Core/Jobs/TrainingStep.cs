using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>
/// A step of synchronous training: all chips of a job compute at once, and then all communicate at once. Their power is a wave of two
/// levels [G], whose mean is what they draw under training: so a step changes neither energy nor time.
/// </summary>
/// <param name="Period">Length of a step; greater than zero.</param>
/// <param name="Communicating">Share of it for which chips communicate, in parts per million; above 0, below <see cref="Unit"/>.</param>
/// <param name="Low">What chips draw meanwhile.</param>
public sealed record TrainingStep(VirtualDuration Period, int Communicating, StepLow Low)
{
    /// <summary>All of a step.</summary>
    public const int Unit = 1_000_000;
}

/// <summary>What chips draw while they communicate.</summary>
public enum StepLow : byte
{
    /// <summary>As chips without a job.</summary>
    Idle,

    /// <summary>As chips that only keep a model in memory.</summary>
    Loaded,
}
