using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>How much a job should work between two checkpoints so that failures and writes cost the least.</summary>
/// <remarks>
/// Both forms assume failures at a constant rate. Products and square roots only, rounded to whole microseconds: the same on
/// every platform.
/// </remarks>
public static class CheckpointIntervals
{
    /// <summary>Young's first-order optimum, sqrt(2 w M): CACM 17(9), 1974.</summary>
    /// <param name="write">For how long the job stands still to write a checkpoint, w; at least zero.</param>
    /// <param name="meanTimeBetweenFailures">Mean time between two failures that hit the job, M; greater than zero.</param>
    /// <returns>Work between two checkpoints; zero where writing takes no time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static VirtualDuration Young(VirtualDuration write, VirtualDuration meanTimeBetweenFailures)
    {
        Check(write, meanTimeBetweenFailures);
        return Round(FirstOrder(write, meanTimeBetweenFailures));
    }

    /// <summary>
    /// Daly's higher-order optimum, sqrt(2 w M) (1 + sqrt(w / 2M) / 3 + (w / 2M) / 9) - w where w &lt; 2M, and M where writing
    /// takes longer: Future Generation Computer Systems 22(3), 2006, equation 37.
    /// </summary>
    /// <param name="write">For how long the job stands still to write a checkpoint, w; at least zero.</param>
    /// <param name="meanTimeBetweenFailures">Mean time between two failures that hit the job, M; greater than zero.</param>
    /// <returns>Work between two checkpoints; zero where writing takes no time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static VirtualDuration Daly(VirtualDuration write, VirtualDuration meanTimeBetweenFailures)
    {
        Check(write, meanTimeBetweenFailures);
        var share = write.Microseconds / (2.0 * meanTimeBetweenFailures.Microseconds);
        var factor = 1 + (Math.Sqrt(share) / 3) + (share / 9);
        return share >= 1
            ? meanTimeBetweenFailures
            : Round((FirstOrder(write, meanTimeBetweenFailures) * factor) - write.Microseconds);
    }

    private static double FirstOrder(VirtualDuration write, VirtualDuration meanTimeBetweenFailures) =>
        Math.Sqrt(2.0 * write.Microseconds * meanTimeBetweenFailures.Microseconds);

    private static VirtualDuration Round(double microseconds) => new((long)Math.Round(microseconds));

    private static void Check(VirtualDuration write, VirtualDuration meanTimeBetweenFailures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(write, VirtualDuration.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(meanTimeBetweenFailures, VirtualDuration.Zero);
    }
}
