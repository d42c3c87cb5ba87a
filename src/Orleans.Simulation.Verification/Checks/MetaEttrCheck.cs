using System.Globalization;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Share of time in which a gang of 12,000 GPUs makes progress that lasts, ETTR, under failures and with checkpoints: Meta's
/// estimate, and Daly's run time, which neglects nothing.
/// </summary>
internal sealed class MetaEttrCheck : IVerificationCheck
{
    private const int Chips = 12_000;
    private const int ChipsPerNode = 8;
    private const double SecondsPerDay = 86_400;
    private const double JobSeconds = 10 * SecondsPerDay;

    /// <summary>Meta's estimate takes the losses as small: what is left out is of the order of their square.</summary>
    private const double SmallLoss = 0.05;

    private static readonly VirtualDuration Detection = VirtualDuration.FromMinutes(1);
    private static readonly VirtualDuration Restart = VirtualDuration.FromMinutes(4);
    private static readonly VirtualDuration Repair = VirtualDuration.FromSeconds(1);

    /// <summary>The cases; the first is the quick one.</summary>
    private static readonly EttrCase[] Cases =
    [
        new(FailuresPerNodeDay: 6.5e-3, WriteSeconds: 10, Jobs: 12),
        new(FailuresPerNodeDay: 6.5e-3, WriteSeconds: 300, Jobs: 16),
        new(FailuresPerNodeDay: 1e-3, WriteSeconds: 300, Jobs: 16),
    ];

    /// <inheritdoc/>
    public string Name => "meta-ettr";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var each in Cases.Take(replications.Of(full: Cases.Length, quick: 1)))
        {
            var share = await MeasureAsync(replications, each, replications.Of(each.Jobs, quick: 4));
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{1000 * each.FailuresPerNodeDay} failures per 1,000 node-days, write {each.WriteSeconds} s");
            rows.Add(share.CompareWithin(Name, name, "Meta RSC, HPCA 2025", each.Estimate, SmallLoss));
            rows.Add(share.Compare(Name, name, "Daly 2006", each.Exact, replications.Gate(quick: 0.01)));
        }

        return rows;
    }

    /// <summary>The share of time that comes out.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="each">What is played.</param>
    /// <param name="jobs">Jobs of each run, one after the other, as a mean.</param>
    internal async Task<Estimate> MeasureAsync(Replications replications, EttrCase each, int jobs)
    {
        var fleet = new VerifiedFleet(Chips)
        {
            MeanTimeToFailure = new(each.BetweenFailures.Microseconds * Chips),
            Detection = Detection,
            Restart = Restart,
            CheckpointInterval = each.Interval,
            CheckpointWrite = VirtualDuration.FromSeconds(each.WriteSeconds),

            // The gang goes on with the same chips: it is as large as the fleet.
            Repair = Repair,
        };
        var job = new JobSizeClass(Chips, 1, VirtualDuration.FromSeconds((long)JobSeconds), 0);
        var shares = await replications.PlayAsync(
            seed => fleet.Run(Name, null, seed, VerifiedFleet.Arrivals(VirtualDuration.FromSeconds(1), jobs, job, seed)),
            run => run.Summary.Jobs.Completed * JobSeconds / (double)run.Summary.Jobs.MakespanSeconds!);
        return Estimate.Of([.. shares]);
    }

    /// <summary>One case of the check.</summary>
    /// <param name="FailuresPerNodeDay">Failures of a node in a day.</param>
    /// <param name="WriteSeconds">For how long the gang stands still to write a checkpoint.</param>
    /// <param name="Jobs">Jobs of each full run.</param>
    internal sealed record EttrCase(double FailuresPerNodeDay, int WriteSeconds, int Jobs)
    {
        /// <summary>Mean time between the failures of the gang.</summary>
        public VirtualDuration BetweenFailures =>
            new((long)(SecondsPerDay * VirtualDuration.MicrosecondsPerSecond * ChipsPerNode / (FailuresPerNodeDay * Chips)));

        /// <summary>Work between two checkpoints, sqrt(2 w / (N r)).</summary>
        public VirtualDuration Interval => CheckpointIntervals.Young(VirtualDuration.FromSeconds(WriteSeconds), BetweenFailures);

        /// <summary>(1 - N r (u + t/2)) / (1 + w/t).</summary>
        public double Estimate =>
            (1 - (((Detection + Restart).Seconds + (Interval.Seconds / 2)) / BetweenFailures.Seconds))
            / (1 + (WriteSeconds / Interval.Seconds));

        /// <summary>T over M e^(R/M) (e^((t+w)/M) - 1) T/t; R is from the failure until the gang works on.</summary>
        public double Exact =>
            Interval.Seconds
            / (BetweenFailures.Seconds
                * Math.Exp((Detection + Repair + Restart).Seconds / BetweenFailures.Seconds)
                * (Math.Exp((Interval.Seconds + WriteSeconds) / BetweenFailures.Seconds) - 1));
    }
}
