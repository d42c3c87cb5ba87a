using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>How long a repair takes.</summary>
/// <param name="Typical">
/// The time itself, the mean of an exponential, the median of a log-normal distribution; at least zero.
/// </param>
/// <param name="Distribution">How times are distributed.</param>
/// <param name="Sigma">Standard deviation of the natural logarithm of a log-normal distribution; else not used.</param>
public sealed record RepairTime(VirtualDuration Typical, RepairDistribution Distribution, double Sigma)
{
    /// <summary>A repair that always takes the same time.</summary>
    public static RepairTime Constant(VirtualDuration time) => new(time, RepairDistribution.Constant, 0);

    /// <summary>Draws a repair time.</summary>
    /// <param name="uniform">A uniform number strictly inside (0, 1).</param>
    public VirtualDuration Draw(double uniform) => Distribution switch
    {
        RepairDistribution.Exponential when Typical > VirtualDuration.Zero => ExponentialDistribution.Draw(Typical, uniform),
        RepairDistribution.LogNormal => LogNormalDistribution.Draw(Typical, Sigma, uniform),
        _ => Typical,
    };
}
