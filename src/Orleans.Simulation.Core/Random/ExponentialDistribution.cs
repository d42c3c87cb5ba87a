using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Random;

/// <summary>The exponential distribution: the time to an event that happens at a constant rate.</summary>
public static class ExponentialDistribution
{
    /// <summary>Draws a duration by inversion: -mean ln(uniform), rounded to a whole microsecond.</summary>
    /// <param name="mean">Mean of the distribution; greater than zero.</param>
    /// <param name="uniform">A uniform number strictly inside (0, 1).</param>
    /// <returns>
    /// 1 microsecond, so that a chain of events always advances, to <see cref="RandomDuration.Longest"/>.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not positive or the number lies outside (0, 1).</exception>
    public static VirtualDuration Draw(VirtualDuration mean, double uniform)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mean, VirtualDuration.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(uniform, 0.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(uniform, 1.0);
        var drawn = RandomDuration.Round(-DeterministicMath.Log(uniform) * mean.Microseconds);
        return drawn > VirtualDuration.Zero ? drawn : new VirtualDuration(1);
    }
}
