using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Queues;

/// <summary>A queue with Poisson arrivals and one server that does one job after the other (M/G/1).</summary>
/// <param name="Between">Mean time between two arrivals.</param>
/// <param name="Mean">Mean run time.</param>
/// <param name="Variation">Squared coefficient of variation of the run times.</param>
internal sealed record SingleServer(VirtualDuration Between, VirtualDuration Mean, double Variation)
{
    /// <summary>Measures the mean wait, in mean run times.</summary>
    /// <remarks>
    /// Its controls: the gaps between arrivals; that arrivals see the time average of the work that lies before the server
    /// (Wolff 1982); and, where run times vary, these, their squares and their products with the waits, of which they know
    /// nothing.
    /// </remarks>
    /// <param name="ended">The jobs by submission, which is the order in which they end.</param>
    /// <param name="warmUp">First jobs that are not measured: they find too few in front of them. At least 1.</param>
    public Observation Observe(IReadOnlyList<JobTimes> ended, int warmUp)
    {
        var (waits, gaps, seen, works, squares, products) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        var gap = (double)Between.Microseconds / Mean.Microseconds;
        var before = ended[warmUp - 1];
        var (last, left) = (before.Submit, InMeans(before.End - before.Submit));
        foreach (var job in ended.Skip(warmUp))
        {
            var elapsed = InMeans(job.Submit - last);
            var found = Math.Max(0, left - elapsed);
            gaps += (elapsed / gap) - 1;
            seen += found - (((left * left) - (found * found)) / (2 * gap));

            var (wait, work) = (InMeans(job.Start - job.Submit), InMeans(job.Work));
            waits += wait;
            works += work - 1;
            squares += (work * work) - (1 + Variation);
            products += wait * (work - 1);
            (last, left) = (job.Submit, wait + work);
        }

        double[] sums = Variation > 0 ? [gaps, seen, works, squares, products] : [gaps, seen];
        var measured = ended.Count - warmUp;
        return new(waits / measured, [.. sums.Select(sum => sum / measured)]);
    }

    private double InMeans(VirtualDuration duration) => (double)duration.Microseconds / Mean.Microseconds;
}
