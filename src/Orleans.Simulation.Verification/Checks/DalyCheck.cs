using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Run time of a job with 500 h of work under failures, with checkpoints at Daly's intervals: figures 3 to 5 of his paper, a
/// restart of 10 min, 5 min to write, and failures during restarts too.
/// </summary>
internal sealed class DalyCheck : IVerificationCheck
{
    private const double Work = 500;
    private const double Restart = 10 / 60.0;
    private const double Write = 5 / 60.0;
    private const double MicrosecondsPerHour = 3.6e9;

    /// <summary>Mean times between failures and intervals in hours, with the jobs of each full and quick run.</summary>
    private static readonly (double Mtbf, double Interval, int Jobs, int QuickJobs)[] Cases =
        [(24, 117 / 60.0, 60, 10), (6, 57 / 60.0, 60, 10), (0.25, 9.1 / 60, 20, 1)];

    /// <inheritdoc/>
    public string Name => "daly";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var (mtbf, interval, jobs, quickJobs) in Cases)
        {
            rows.Add(await RunAsync(replications, mtbf, interval, replications.Of(jobs, quickJobs)));
        }

        return rows;
    }

    private async Task<CheckRow> RunAsync(Replications replications, double mtbf, double interval, int jobs)
    {
        // One chip a job, and as many again: an interrupted job goes on elsewhere without waiting for the repair.
        var fleet = new VerifiedFleet(2 * (jobs + Margin))
        {
            MeanTimeToFailure = Hours(mtbf),
            Repair = VirtualDuration.FromSeconds(1),
            Restart = Hours(Restart),
            CheckpointInterval = Hours(interval),
            CheckpointWrite = Hours(Write),
        };
        var job = new JobSizeClass(Chips: 1, Weight: 1, Hours(Work), Sigma: 0);
        var times = await replications.PlayAsync(
            seed => fleet.Run(Name, null, seed, VerifiedFleet.Arrivals(VirtualDuration.FromSeconds(1), jobs + Margin, job, seed)),
            run => (double)run.Summary.Jobs.MeanJctSeconds! / 3600);
        return Estimate.Of([.. times]).Compare(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"MTBF {mtbf} h, interval {60 * interval:0.#} min, hours"),
            "Daly 2006: M e^(R/M) (e^((t+d)/M) - 1) T/t",
            mtbf * Math.Exp(Restart / mtbf) * (Math.Exp((interval + Write) / mtbf) - 1) * Work / interval,
            replications.Gate(quick: 0.02));
    }

    /// <summary>More jobs than are needed, so that every seed has some.</summary>
    private const int Margin = 8;

    private static VirtualDuration Hours(double hours) => new((long)(hours * MicrosecondsPerHour));
}
