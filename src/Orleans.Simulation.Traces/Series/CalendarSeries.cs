using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Series;

/// <summary>A rate by calendar time, in steps of one length without gaps.</summary>
/// <param name="Start">Start of the first step in microseconds since 1970 began in UTC.</param>
/// <param name="Step">Length of a step.</param>
/// <param name="Values">A value for each step; at least two.</param>
internal sealed record CalendarSeries(long Start, VirtualDuration Step, IReadOnlyList<long> Values)
{
    /// <summary>End of the last step.</summary>
    public long End => Start + (Values.Count * Step.Microseconds);
}
