using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>What a chip says of itself at a settlement: a row of the <c>chips</c> table.</summary>
/// <param name="Slot">Index of the chip in its rack.</param>
/// <param name="Status">What it does now.</param>
/// <param name="Idle">Time spent idle.</param>
/// <param name="Busy">Time spent busy.</param>
/// <param name="Failed">Time spent failed.</param>
/// <param name="Energy">Energy drawn since the start of the run.</param>
/// <param name="Failures">Failures so far.</param>
/// <param name="Changes">State changes so far: starts, ends, failures and repairs that it went through.</param>
public readonly record struct ChipAccount(
    int Slot,
    ChipStatus Status,
    VirtualDuration Idle,
    VirtualDuration Busy,
    VirtualDuration Failed,
    Joules Energy,
    int Failures,
    long Changes)
{
    /// <summary>What it can still bear, <see cref="ExposureBudget.Left"/>: for the rack, which has worked it out, too.</summary>
    public long ExposureLeft { get; init; }
}
