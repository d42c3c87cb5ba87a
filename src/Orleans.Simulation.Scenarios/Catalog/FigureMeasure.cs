using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>Figures as plain numbers, to compare them.</summary>
internal static class FigureMeasure
{
    /// <summary>The figure in the smallest unit of its kind; zero for what is no number.</summary>
    public static decimal Of<T>(T value)
        where T : struct => value switch
        {
            Watts power => power.Milliwatts,
            VirtualDuration duration => duration.Microseconds,
            decimal number => number,
            int number => number,
            _ => 0,
        };
}
