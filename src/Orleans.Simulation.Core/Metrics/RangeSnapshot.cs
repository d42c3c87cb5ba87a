using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>The dynamic range at a checkpoint.</summary>
/// <param name="Account">What it has come to.</param>
/// <param name="Highest">Levels that can still become the highest of a window, the earliest, which is the highest, first.</param>
/// <param name="Lowest">Levels that can still become its lowest, the lowest first.</param>
public sealed record RangeSnapshot(RangeAccount Account, IReadOnlyList<PowerLevel> Highest, IReadOnlyList<PowerLevel> Lowest);

/// <summary>A power that was drawn for some time.</summary>
/// <param name="Until">The end of that time.</param>
/// <param name="Power">The power, in nanowatts of the facility.</param>
public readonly record struct PowerLevel(VirtualTime Until, Int128 Power);
