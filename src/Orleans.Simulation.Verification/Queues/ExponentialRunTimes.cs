using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Verification.Queues;

/// <summary>Exponential run times for a generator that knows log-normal ones.</summary>
/// <remarks>
/// The distribution is cut into slices of half a mean, and each becomes a log-normal one with the probability, mean and variance
/// of its slice. Mean and variance of the whole are thus exact, and with one server nothing else matters to the mean wait; with
/// 10 servers at a load of 0.9 it differs from Erlang's by less than 0.01 % (60 million jobs of an independent simulation).
/// </remarks>
internal static class ExponentialRunTimes
{
    private const double Width = 0.5;
    private const int Slices = 16;
    private const double WeightUnit = 1e15;

    /// <summary>One-chip jobs whose run times are exponential.</summary>
    /// <param name="mean">Mean run time.</param>
    public static IReadOnlyList<JobSizeClass> OfMean(VirtualDuration mean)
    {
        var stays = Math.Exp(-Width);

        // Mean and variance of an exponential time of mean 1 that is known to end within the width.
        var within = 1 - (Width * stays / (1 - stays));
        var variance = 1 - (Width * Width * stays / ((1 - stays) * (1 - stays)));
        return
        [
            .. Enumerable.Range(0, Slices).Select(slice => Slice(
                mean, Math.Pow(stays, slice) * (1 - stays), (slice * Width) + within, variance)),
            Slice(mean, Math.Pow(stays, Slices), (Slices * Width) + 1, 1),
        ];
    }

    /// <summary>
    /// A log-normal time has the squared coefficient of variation exp(sigma^2) - 1 and the mean exp(sigma^2 / 2) medians.
    /// </summary>
    private static JobSizeClass Slice(VirtualDuration unit, double probability, double mean, double variance)
    {
        var spread = 1 + (variance / (mean * mean));
        var median = new VirtualDuration((long)Math.Round(unit.Microseconds * mean / Math.Sqrt(spread)));
        return new(Chips: 1, (long)(WeightUnit * probability), median, Math.Sqrt(Math.Log(spread)));
    }
}
