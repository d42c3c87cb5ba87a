using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>
/// Jobs with 500 h of work that fail and write checkpoints as in figures 3 to 5 of Daly's paper: 5 min to write, a restart of
/// 10 min, failures during restarts too.
/// </summary>
/// <param name="MeanTimeBetweenFailures">Mean time between the failures of a job, in hours.</param>
/// <param name="Interval">Work between two checkpoints, in hours.</param>
internal sealed record DalyJobs(double MeanTimeBetweenFailures, double Interval)
{
    private const double Work = 500;
    private const double Restart = 10 / 60.0;
    private const double MicrosecondsPerHour = 3.6e9;

    /// <summary>More jobs than are needed, so that every seed has some.</summary>
    private const int Margin = 8;

    /// <summary>Whether failures hit jobs only at work and while they write, not while they restart. Default: then, too.</summary>
    public bool IsSafeInRestart { get; init; }

    /// <summary>Time to write a checkpoint.</summary>
    public static VirtualDuration Write { get; } = VirtualDuration.FromMinutes(5);

    /// <summary>
    /// Expected run time in hours: M e^(R/M) (e^((t+d)/M) - 1) T/t; with restarts that are safe, (M + R) (e^((t+d)/M) - 1) T/t.
    /// </summary>
    public double RunTime
    {
        get
        {
            var cycle = Interval + (Write.Microseconds / MicrosecondsPerHour);
            var failure = IsSafeInRestart
                ? MeanTimeBetweenFailures + Restart
                : MeanTimeBetweenFailures * Math.Exp(Restart / MeanTimeBetweenFailures);
            return failure
                * (Math.Exp(cycle / MeanTimeBetweenFailures) - 1)
                * Work
                / Interval;
        }
    }

    /// <summary>A duration of so many hours.</summary>
    public static VirtualDuration Hours(double hours) => new((long)(hours * MicrosecondsPerHour));

    /// <summary>Plays such jobs.</summary>
    /// <param name="name">Name of the check.</param>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="jobs">Jobs of each run.</param>
    /// <param name="count">Runs.</param>
    /// <returns>Mean run time of each run, in hours.</returns>
    public Task<IReadOnlyList<double>> PlayAsync(string name, Replications replications, int jobs, int count = Replications.Count)
    {
        // One chip a job, and as many again: an interrupted job goes on elsewhere without waiting for the repair.
        var fleet = new VerifiedFleet(2 * (jobs + Margin))
        {
            MeanTimeToFailure = IsSafeInRestart ? VirtualDuration.Zero : Hours(MeanTimeBetweenFailures),
            Repair = VirtualDuration.FromSeconds(1),
            Restart = IsSafeInRestart ? VirtualDuration.Zero : Hours(Restart),

            // A job that has failed by itself hangs until that is noticed, and cannot fail again meanwhile: its restart.
            Components = IsSafeInRestart ? [new("job", FailureDomain.Job, Hours(MeanTimeBetweenFailures))] : [],
            Detection = IsSafeInRestart ? Hours(Restart) : VirtualDuration.Zero,
            CheckpointInterval = Hours(Interval),
            CheckpointWrite = Write,
        };
        var job = new JobSizeClass(Chips: 1, Weight: 1, Hours(Work), Sigma: 0);
        return replications.PlayAsync(
            seed => fleet.Run(name, null, seed, VerifiedFleet.Arrivals(VirtualDuration.FromSeconds(1), jobs + Margin, job, seed)),
            run => (double)run.Summary.Jobs.MeanJctSeconds! / 3600,
            count);
    }
}
