namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// The dynamic range of a facility: how far apart its highest and its lowest power were within a window, swings of training steps among it,
/// each job in a phase of its own and as smoothing leaves them.
/// </summary>
/// <param name="WindowSeconds">Length of the window, which ends at every instant.</param>
/// <param name="LimitKilowatts">How far apart they may be.</param>
/// <param name="LargestKilowatts">The largest range.</param>
/// <param name="LargestAtSeconds">When it was reached first.</param>
/// <param name="OutsideSeconds">Time for which the range was above the limit.</param>
public sealed record RangeSummary(
    decimal WindowSeconds, decimal LimitKilowatts, decimal LargestKilowatts, decimal LargestAtSeconds, decimal OutsideSeconds);
