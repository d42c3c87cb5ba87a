using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Queues;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>Mean wait for one chip that is busy for 80 % of the time, by the spread of run times.</summary>
internal sealed class QueueCheck : IVerificationCheck
{
    private const double Load = 0.8;
    private const double MeanRunTime = 60;
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>First jobs of each run that are not measured.</summary>
    private const int WarmUp = 10_000;

    /// <summary>Squared coefficients of variation with the jobs of each full run.</summary>
    private static readonly (int Variation, long Jobs)[] Cases = [(0, 100_000), (1, 200_000), (4, 400_000)];

    /// <inheritdoc/>
    public string Name => "queue";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var (variation, jobs) in Cases)
        {
            var waits = await MeasureAsync(replications, Load, variation, replications.Of(jobs, quick: 40_000));
            rows.Add(waits.Compare(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"M/G/1, squared variation {variation}, wait in run times"),
                "Pollaczek-Khinchine",
                Load * (1 + variation) / (2 * (1 - Load)),
                replications.Gate(quick: 0.005)));
        }

        return rows;
    }

    /// <summary>Mean wait in run times.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="load">Load that is played; the controls are those of what is to be checked.</param>
    /// <param name="variation">Squared coefficient of variation of the run times.</param>
    /// <param name="jobs">Jobs of each run.</param>
    internal async Task<ControlledMean> MeasureAsync(Replications replications, double load, int variation, long jobs)
    {
        // A log-normal time has the squared coefficient of variation exp(sigma^2) - 1 and the mean exp(sigma^2 / 2) medians.
        var sigma = Math.Sqrt(Math.Log(1 + variation));
        var size = new JobSizeClass(Chips: 1, Weight: 1, Time(MeanRunTime / Math.Sqrt(1 + variation)), sigma);
        var queue = new SingleServer(Time(MeanRunTime / Load), Time(MeanRunTime), variation);
        return ControlledMean.Of(await replications.PlayAsync(
            seed => new VerifiedFleet(1).Run(
                Name, null, seed, VerifiedFleet.Arrivals(Time(MeanRunTime / load), jobs, size, seed)),
            run => queue.Observe(run.Ledger.Completed, WarmUp)));
    }

    private static VirtualDuration Time(double seconds) => new((long)(seconds * MicrosecondsPerSecond));
}
