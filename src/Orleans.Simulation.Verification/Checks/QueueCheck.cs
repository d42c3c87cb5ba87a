using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>Mean wait for one chip that is busy for 80 % of the time, by the spread of run times.</summary>
internal sealed class QueueCheck : IVerificationCheck
{
    private const double Load = 0.8;
    private const double MeanRunTime = 60;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Squared coefficients of variation with the jobs of each full run and the gates of the quick ones.</summary>
    private static readonly (int Variation, long Jobs, double QuickGate)[] Cases =
        [(0, 2_000_000, 0.05), (1, 3_500_000, 0.08), (4, 10_000_000, 0.25)];

    /// <inheritdoc/>
    public string Name => "queue";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var (variation, fullJobs, quickGate) in Cases)
        {
            var jobs = replications.Of(fullJobs, quick: 60_000);

            // A log-normal time has the squared coefficient of variation exp(sigma^2) - 1 and the mean exp(sigma^2 / 2) medians.
            var sigma = Math.Sqrt(Math.Log(1 + variation));
            var median = new VirtualDuration((long)(MeanRunTime * MicrosecondsPerSecond / Math.Sqrt(1 + variation)));
            var size = new JobSizeClass(Chips: 1, Weight: 1, median, sigma);
            var between = new VirtualDuration((long)(MeanRunTime * MicrosecondsPerSecond / Load));
            var waits = await replications.PlayAsync(
                seed => new VerifiedFleet(1).Run(Name, null, seed, VerifiedFleet.Arrivals(between, jobs, size, seed)),
                run => (double)run.Summary.Jobs.MeanWaitSeconds! / MeanRunTime);
            rows.Add(Estimate.Of([.. waits]).Compare(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"M/G/1, squared variation {variation}, wait in run times"),
                "Pollaczek-Khinchine",
                Load * (1 + variation) / (2 * (1 - Load)),
                replications.Gate(quickGate)));
        }

        return rows;
    }
}
