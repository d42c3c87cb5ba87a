using System.Globalization;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>Run time of a job under failures, with checkpoints at the intervals that Daly prints under figures 3 to 5.</summary>
internal sealed class DalyCheck : IVerificationCheck
{
    /// <summary>Mean times between failures and intervals in hours, with the jobs of each full and quick run.</summary>
    private static readonly (double Mtbf, double Interval, int Jobs, int QuickJobs)[] Cases =
        [(24, 117 / 60.0, 60, 10), (6, 57 / 60.0, 60, 10), (0.25, 9.1 / 60, 20, 1)];

    /// <summary>The same where restarts are safe.</summary>
    private static readonly (double Mtbf, double Interval, int Jobs, int QuickJobs)[] SafeCases =
        [(6, 57 / 60.0, 60, 10), (0.25, 9.1 / 60, 20, 1)];

    /// <summary>A job has up to 10,000 interruptions: with thirty runs of each case this check took a third of the quick set.</summary>
    private const int QuickRuns = 10;

    /// <inheritdoc/>
    public string Name => "daly";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var (mtbf, interval, jobs, quickJobs) in Cases)
        {
            rows.Add(await CompareAsync(
                replications,
                new(mtbf, interval),
                replications.Of(jobs, quickJobs),
                "hours",
                "Daly 2006: M e^(R/M) (e^((t+d)/M) - 1) T/t"));
        }

        foreach (var (mtbf, interval, jobs, quickJobs) in SafeCases)
        {
            rows.Add(await CompareAsync(
                replications,
                new(mtbf, interval) { IsSafeInRestart = true },
                replications.Of(jobs, quickJobs),
                "no failure in a restart, hours",
                "(M + R) (e^((t+d)/M) - 1) T/t"));
        }

        return rows;
    }

    private async Task<CheckRow> CompareAsync(Replications replications, DalyJobs daly, int jobs, string what, string source) =>
        Estimate.Of([.. await daly.PlayAsync(Name, replications, jobs, replications.Of(Replications.Count, QuickRuns))]).Compare(
            Name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"MTBF {daly.MeanTimeBetweenFailures} h, interval {60 * daly.Interval:0.#} min, {what}"),
            source,
            daly.RunTime,
            replications.Gate(quick: 0.02));
}
