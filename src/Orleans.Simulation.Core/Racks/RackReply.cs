using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>What a rack answers to its data center.</summary>
/// <param name="Promise">No chip of the rack changes of its own accord before this instant.</param>
/// <param name="Failures">Chips that failed up to the horizon, by slot.</param>
/// <param name="ChipCalls">Chips that had to be called for this answer.</param>
public sealed record RackReply(VirtualTime Promise, IReadOnlyList<ChipFailure> Failures, int ChipCalls)
{
    /// <summary>Components of hosts and of the rack that failed up to the horizon. Default: none.</summary>
    public IReadOnlyList<ComponentFailure> Components { get; init; } = [];

    /// <summary>
    /// Where failures depend on load: what each idle chip can still bear at the horizon, <see cref="ExposureBudget.Left"/>, by
    /// slot; for busy ones and those that are down without end. If one of them starts, the promise may come to lie too late.
    /// Default: none, nothing that the rack is told before it is asked makes its promise wrong.
    /// </summary>
    public IReadOnlyList<long> IdleExposure { get; init; } = [];
}

/// <summary>A chip failure as the rack reports it.</summary>
/// <param name="Slot">The chip's place in the rack.</param>
/// <param name="Time">When it failed.</param>
/// <param name="Cause">Index of the cause in the chip type's list.</param>
/// <param name="Number">How often the chip had failed before.</param>
public readonly record struct ChipFailure(int Slot, VirtualTime Time, int Cause, int Number);

/// <summary>A failure of a component as the rack reports it.</summary>
/// <param name="Component">Index of the component, see <see cref="ComponentClocks"/>.</param>
/// <param name="Time">When it failed.</param>
/// <param name="Number">How often it had failed before.</param>
public readonly record struct ComponentFailure(int Component, VirtualTime Time, int Number);
