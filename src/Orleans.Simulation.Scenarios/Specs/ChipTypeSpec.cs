using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A chip type: what the simulation uses of it and, for the reader and later models, what it can do and costs.</summary>
/// <remarks>
/// Results rest on power, time to failure and causes; where jobs state their FLOPs on a peak and the MFU, too; carbon and cost on
/// one price and one figure of what is embodied. What no published figure was found of is null, or missing in its dictionary.
/// </remarks>
public sealed record ChipTypeSpec
{
    /// <summary>Name in the catalog or the scenario: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the type that it is based on is not known, so that anything may be missing. Never so in a valid scenario.</summary>
    public bool LacksBase { get; init; }

    /// <summary>Maker and product. Default: empty.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>
    /// Power of a healthy chip without a job; at most <see cref="Busy"/>. Null: not known, and then no scenario can use the chip.
    /// </summary>
    public required Sourced<Watts>? Idle { get; init; }

    /// <summary>
    /// Mean power of a healthy chip that a training job holds; at most <see cref="Tdp"/>. Null: not known, as above.
    /// </summary>
    public required Sourced<Watts>? Busy { get; init; }

    /// <summary>
    /// Power of a healthy chip whose job only keeps a model in memory; <see cref="Idle"/> to <see cref="Tdp"/>. Default: null, as
    /// <see cref="Busy"/>.
    /// </summary>
    public Sourced<Watts>? Loaded { get; init; }

    /// <summary>The same whose job waits for memory, as decoding does. Default: null, as <see cref="Busy"/>.</summary>
    public Sourced<Watts>? MemoryBound { get; init; }

    /// <summary>The same whose job only computes, as prefill does. Default: null, as <see cref="Busy"/>.</summary>
    public Sourced<Watts>? ComputeBound { get; init; }

    /// <summary>Its power while a job with an activity holds it. Null: not known.</summary>
    public Sourced<Watts>? PowerOf(JobActivity activity) => activity switch
    {
        JobActivity.Loaded => Loaded ?? Busy,
        JobActivity.MemoryBound => MemoryBound ?? Busy,
        JobActivity.ComputeBound => ComputeBound ?? Busy,
        _ => Busy,
    };

    /// <summary>
    /// Power of a chip from its failure to the end of its repair; at most <see cref="Tdp"/>. Default in YAML: the idle power [G].
    /// </summary>
    public required Sourced<Watts>? Failed { get; init; }

    /// <summary>Thermal design power: what the chip may draw for long. Default: null, not published.</summary>
    public Sourced<Watts>? Tdp { get; init; }

    /// <summary>
    /// Power for one chip at the utility, with all that serves it, as it is provisioned. Default: null, not published.
    /// </summary>
    public Sourced<Watts>? Provisioned { get; init; }

    /// <summary>Mean of the exponential time to failure; zero: it never fails.</summary>
    public required Sourced<VirtualDuration> MeanTimeToFailure { get; init; }

    /// <summary>Causes of its failures with their weights; at least one.</summary>
    public required IReadOnlyList<CauseSpec> Causes { get; init; }

    /// <summary>Dense peaks in operations a second, by precision. Default: empty.</summary>
    public IReadOnlyDictionary<Precision, Sourced<decimal>> Peak { get; init; } =
        new SortedDictionary<Precision, Sourced<decimal>>();

    /// <summary>
    /// MFU (model FLOPs utilization) of training jobs that are not large: what they compute for their model over the peak, above
    /// 0, up to 1. Default: null, not published.
    /// </summary>
    public Sourced<decimal>? Mfu { get; init; }

    /// <summary>High-bandwidth memory in bytes. Default: null, not published.</summary>
    public Sourced<decimal>? Memory { get; init; }

    /// <summary>Rate of that memory in bytes a second. Default: null, not published.</summary>
    public Sourced<decimal>? MemoryBandwidth { get; init; }

    /// <summary>Scale-up links of the chip in bytes a second, both directions together. Default: null, not published.</summary>
    public Sourced<decimal>? Link { get; init; }

    /// <summary>Chips of the largest pod, which its scale-up links join. Default: null, none or not published.</summary>
    public Sourced<int>? Pod { get; init; }

    /// <summary>Chips of the largest job in a pod. Default: null, the whole pod or not published.</summary>
    public Sourced<int>? LargestJob { get; init; }

    /// <summary>Prices of a chip-hour in US dollars. Default: empty.</summary>
    public IReadOnlyDictionary<PriceKind, Sourced<decimal>> Price { get; init; } =
        new SortedDictionary<PriceKind, Sourced<decimal>>();

    /// <summary>Cost of ownership of a chip-hour in US dollars, all-in. Default: empty.</summary>
    public IReadOnlyDictionary<OwnerKind, Sourced<decimal>> CostOfOwnership { get; init; } =
        new SortedDictionary<OwnerKind, Sourced<decimal>>();

    /// <summary>Embodied carbon in grams of CO2-equivalent. Default: empty.</summary>
    public IReadOnlyDictionary<EmbodiedScope, Sourced<decimal>> Embodied { get; init; } =
        new SortedDictionary<EmbodiedScope, Sourced<decimal>>();
}
