using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A chip type: what the simulation uses of it and, for the reader, what it can do.</summary>
public sealed record ChipTypeSpec
{
    /// <summary>Name in the catalog or the scenario: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Maker and product. Default: empty.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Power of a healthy chip without a job.</summary>
    public required Sourced<Watts> Idle { get; init; }

    /// <summary>Mean power of a healthy chip that a training job holds.</summary>
    public required Sourced<Watts> Busy { get; init; }

    /// <summary>Power of a chip from its failure to the end of its repair. Default in YAML: the idle power [G].</summary>
    public required Sourced<Watts> Failed { get; init; }

    /// <summary>Mean of the exponential time to failure; zero: it never fails.</summary>
    public required Sourced<VirtualDuration> MeanTimeToFailure { get; init; }

    /// <summary>Causes of its failures with their weights; at least one.</summary>
    public required IReadOnlyList<FailureCause> Causes { get; init; }

    /// <summary>Dense BF16 peak in TFLOP/s. For information only. Default: null, not known.</summary>
    public Sourced<decimal>? PeakBf16 { get; init; }

    /// <summary>High-bandwidth memory in bytes. For information only. Default: null, not known.</summary>
    public Sourced<decimal>? Memory { get; init; }
}
