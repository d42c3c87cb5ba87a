using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>The work between two checkpoints that wastes least: published closed forms.</summary>
public static class CheckpointIntervals
{
    /// <summary>Young's interval, sqrt(2 write mean). J. W. Young, CACM 17(9), 1974.</summary>
    /// <param name="write">What a checkpoint takes; at least zero.</param>
    /// <param name="mean">Mean time between failures; greater than zero.</param>
    /// <returns>Rounded to a microsecond; zero when writing takes no time.</returns>
    public static VirtualDuration Young(VirtualDuration write, VirtualDuration mean) =>
        RandomDuration.Round(Math.Sqrt(2.0 * write.Microseconds * mean.Microseconds));

    /// <summary>
    /// Daly's higher-order interval, sqrt(2 write mean) (1 + sqrt(write / 2 mean) / 3 + (write / 2 mean) / 9) - write where the
    /// write takes less than twice the mean, else the mean. J. T. Daly, FGCS 22(3), 2006, equation 37.
    /// </summary>
    /// <param name="write">What a checkpoint takes; at least zero.</param>
    /// <param name="mean">Mean time between failures; greater than zero.</param>
    /// <returns>Rounded to a microsecond; zero when writing takes no time.</returns>
    public static VirtualDuration Daly(VirtualDuration write, VirtualDuration mean)
    {
        if (write.Microseconds / 2.0 >= mean.Microseconds)
        {
            return mean;
        }

        var half = write.Microseconds / (2.0 * mean.Microseconds);
        var young = Math.Sqrt(2.0 * write.Microseconds * mean.Microseconds);
        return RandomDuration.Round((young * (1 + (Math.Sqrt(half) / 3) + (half / 9))) - write.Microseconds);
    }
}
