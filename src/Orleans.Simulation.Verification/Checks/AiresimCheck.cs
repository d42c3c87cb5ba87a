using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// The default experiment of AIReSim: how long a job with 256 days of work on 4,096 servers takes, and how often it fails. Played
/// is the built-in scenario <c>airesim-work-only</c>, which says what it assumes.
/// </summary>
internal sealed class AiresimCheck : IVerificationCheck
{
    private const string Scenario = "airesim-work-only";
    private const string Paper = "AIReSim, arXiv 2603.07041";
    private const string Published = "hours to the end, published 9,865.97 +- 12.55";
    private const double WorkHours = 256 * 24;

    /// <summary>Published: hours to the end of the job, mean of 30 runs with its 95 % interval.</summary>
    private const double Hours = 9865.97;

    private const double HoursInterval = 12.55;

    /// <summary>Published: failures on the way.</summary>
    private const double Failures = 11_145.6;

    /// <summary>
    /// Failures in a day of work: 4,096 servers that fail once in 100 days, and 684 systematic failures in 256 days.
    /// </summary>
    private const double FailuresPerDay = 40.96 + (684 / 256.0);

    private const double RecoveryHours = 20 / 60.0;

    /// <inheritdoc/>
    public string Name => "airesim";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var jobs = await PlayAsync(replications, [], replications.Of(full: Replications.Count, quick: 6));
        var (hours, gate) = (Estimate.Of([.. jobs.Select(job => job.Hours)]), replications.Gate(quick: 0.02));
        var closedForm = WorkHours * (1 + (FailuresPerDay / 24 * RecoveryHours));
        return
        [
            replications.Of(full: true, quick: false)
                ? CompareWithPublished(hours, gate)
                : hours.Compare(Name, Published, Paper, Hours, gate),
            hours.Compare(Name, "hours to the end, failures only at work", "T (1 + R / M)", closedForm, gate),
            Estimate.Of([.. jobs.Select(job => job.Failures)]).Compare(
                Name, "failures until then", Paper, Failures, replications.Of(full: 0.01, quick: 0.05)),
        ];
    }

    /// <summary>Compares the mean with the interval of AIReSim's own, as many runs have it as here.</summary>
    /// <param name="hours">Hours to the end of the job.</param>
    /// <param name="gate">Largest half-width of the interval as a share of what is published.</param>
    internal CheckRow CompareWithPublished(Estimate hours, double gate) => new(
        Name,
        Published,
        Paper,
        Hours,
        hours.Mean,
        hours.Low,
        hours.High,
        $"mean in the published interval, half-width at most {100 * gate:0.###} %",
        Math.Abs(hours.Mean - Hours) <= HoursInterval && hours.HalfWidth <= gate * Hours);

    /// <summary>Plays the experiment.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="overrides">What is played otherwise than in the scenario.</param>
    /// <param name="count">Seeds.</param>
    /// <returns>Of the job of each run, hours to its end and failures until then.</returns>
    internal static Task<IReadOnlyList<(double Hours, double Failures)>> PlayAsync(
        Replications replications, IReadOnlyList<string> overrides, int count) =>
        replications.PlayAsync(
            seed => PreparedRun.Of(PreparedRun.NewLoader().Load(Scenario, [.. overrides, $"seed={seed}"])).Order().Specification,
            run =>
            {
                // A job that is not done takes longer than the run, whose end is far behind the published one.
                return run.Ledger.Completed is [var job, ..]
                    ? ((job.End - job.Submit).Seconds / 3600, job.Restarts)
                    : ((double)run.Summary.EndSeconds / 3600, (double)run.Summary.Goodput.Interruptions);
            },
            count);
}
