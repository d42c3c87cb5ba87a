using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Random;

/// <summary>The Weibull distribution: the time to a failure whose rate falls or rises with age.</summary>
public static class WeibullDistribution
{
    /// <summary>
    /// Draws a duration by inversion: mean / gamma(1 + 1/shape) (-ln(uniform))^(1/shape), rounded to a microsecond.
    /// </summary>
    /// <param name="mean">Mean of the distribution; greater than zero.</param>
    /// <param name="shape">
    /// Below 1: infant mortality (time between failures of HPC systems: 0.7 to 0.8 [R+ LANL]); 1: exponential, and the same
    /// draw as there; above 1: wear-out. Greater than zero, finite.
    /// </param>
    /// <param name="uniform">A uniform number strictly inside (0, 1).</param>
    /// <returns>1 microsecond to <see cref="RandomDuration.Longest"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static VirtualDuration Draw(VirtualDuration mean, double shape, double uniform)
    {
        if (shape == 1)
        {
            return ExponentialDistribution.Draw(mean, uniform);
        }

        if (!double.IsFinite(shape) || shape <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "must be finite and greater than zero");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mean, VirtualDuration.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(uniform, 0.0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(uniform, 1.0);
        var scale = mean.Microseconds / DeterministicMath.Gamma(1 + (1 / shape));
        var drawn = RandomDuration.Round(scale * DeterministicMath.Pow(-DeterministicMath.Log(uniform), 1 / shape));
        return drawn > VirtualDuration.Zero ? drawn : new VirtualDuration(1);
    }
}
