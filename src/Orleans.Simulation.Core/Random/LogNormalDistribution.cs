using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Random;

/// <summary>The log-normal distribution: durations whose logarithm is normal, as run times of jobs nearly are.</summary>
public static class LogNormalDistribution
{
    /// <summary>A factor of 1, in billionths.</summary>
    public const long FactorUnit = 1_000_000_000;

    /// <summary>The largest factor, and one over the smallest.</summary>
    public const long MaxFactor = 1_000;

    /// <summary>Draws a duration by inversion: median e^(sigma z), rounded to a whole microsecond.</summary>
    /// <param name="median">Median of the distribution, exp(mu); at least zero.</param>
    /// <param name="sigma">Standard deviation of the natural logarithm; finite, at least zero; zero gives the median.</param>
    /// <param name="uniform">A uniform number strictly inside (0, 1), from which z is the standard normal quantile.</param>
    /// <returns>Zero to <see cref="RandomDuration.Longest"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static VirtualDuration Draw(VirtualDuration median, double sigma, double uniform)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(median, VirtualDuration.Zero);
        if (!double.IsFinite(sigma) || sigma < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "must be finite and at least zero");
        }

        var normal = NormalDistribution.Quantile(uniform);

        // A constant stays exact beyond 2^53 microseconds, where a double would round it.
        if (sigma == 0 || median == VirtualDuration.Zero)
        {
            return median < RandomDuration.Longest ? median : RandomDuration.Longest;
        }

        return RandomDuration.Round(median.Microseconds * DeterministicMath.Exp(sigma * normal));
    }

    /// <summary>
    /// Draws how many times its median something is, in billionths: e^(sigma z), from a thousandth to a thousand.
    /// </summary>
    /// <remarks>
    /// Of a sigma of 2, one draw in 1,800 is cut; the bounds keep products with what computations take within 128 bits.
    /// </remarks>
    /// <param name="sigma">Standard deviation of the natural logarithm; finite, at least zero; zero gives 1.</param>
    /// <param name="uniform">A uniform number strictly inside (0, 1).</param>
    public static long DrawFactor(double sigma, double uniform) => Math.Clamp(
        Draw(new VirtualDuration(FactorUnit), sigma, uniform).Microseconds, FactorUnit / MaxFactor, FactorUnit * MaxFactor);
}
