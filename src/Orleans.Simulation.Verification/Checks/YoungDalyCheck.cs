using System.Globalization;
using System.Numerics;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Daly's interval lies at the minimum of the run time that his model expects, and what is played takes longer at half and at
/// double of it, by as much as the model says.
/// </summary>
internal sealed class YoungDalyCheck : IVerificationCheck
{
    private const string Paper = "Daly 2006";

    /// <summary>By how much the formula, a series of three terms, may miss the optimum.</summary>
    private const double Tolerance = 0.005;

    /// <summary>Mean times between failures of which the formula is checked, in hours.</summary>
    private static readonly double[] Formulas = [24, 6, 0.25];

    /// <summary>Mean times between failures that are played, with the jobs of each full run.</summary>
    private static readonly (double Mtbf, int Jobs)[] Cases = [(24, 60), (6, 60)];

    /// <summary>A mean time between failures of less than half of what a write takes, 5 minutes.</summary>
    private static readonly VirtualDuration LongWriteMtbf = VirtualDuration.FromMinutes(2);

    /// <inheritdoc/>
    public string Name => "young-daly";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = Formulas.Select(mtbf => CompareOptimum(mtbf, IntervalOf(mtbf))).ToList();
        rows.AddRange(Formulas.Select(mtbf => CompareYoung(
            mtbf, CheckpointIntervals.Young(DalyJobs.Write, DalyJobs.Hours(mtbf)))));
        rows.Add(CompareLongWrite(CheckpointIntervals.Daly(DalyJobs.Write, LongWriteMtbf)));
        foreach (var (mtbf, jobs) in Cases.Take(replications.Of(full: Cases.Length, quick: 1)))
        {
            rows.AddRange(await CompareRunTimesAsync(replications, mtbf, IntervalOf(mtbf), replications.Of(jobs, quick: 10)));
        }

        return rows;
    }

    /// <summary>Daly's interval for a mean time between failures, both in hours.</summary>
    internal static double IntervalOf(double mtbf) =>
        CheckpointIntervals.Daly(DalyJobs.Write, DalyJobs.Hours(mtbf)).Seconds / 3600;

    /// <summary>Compares an interval with the exact optimum.</summary>
    /// <param name="mtbf">Mean time between failures, in hours.</param>
    /// <param name="interval">The interval, in hours.</param>
    internal CheckRow CompareOptimum(double mtbf, double interval)
    {
        var optimum = OptimumOf(mtbf);
        return new(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"MTBF {mtbf} h, interval, minutes"),
            "minimum of Daly's run time",
            60 * optimum,
            60 * interval,
            null,
            null,
            $"within {100 * Tolerance:0.###} %",
            Math.Abs(interval - optimum) <= Tolerance * optimum);
    }

    /// <summary>Compares an interval, to the microsecond, with the whole number next to sqrt(2 w M).</summary>
    /// <param name="mtbf">Mean time between failures, in hours.</param>
    /// <param name="interval">The interval.</param>
    internal CheckRow CompareYoung(double mtbf, VirtualDuration interval)
    {
        var square = (BigInteger)2 * DalyJobs.Write.Microseconds * DalyJobs.Hours(mtbf).Microseconds;

        // x is next to the root where (x - 1/2)^2 <= square < (x + 1/2)^2, four times of which are whole.
        var root = (BigInteger)Math.Sqrt((double)square);
        while (((2 * root) - 1) * ((2 * root) - 1) > 4 * square)
        {
            root--;
        }

        while (((2 * root) + 1) * ((2 * root) + 1) <= 4 * square)
        {
            root++;
        }

        return Exact.Row(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"MTBF {mtbf} h, Young's interval, us"),
            "Young 1974: sqrt(2 w M)",
            (Int128)root,
            interval.Microseconds);
    }

    /// <summary>Compares an interval with the mean time between failures, where writes take more than twice as long.</summary>
    internal CheckRow CompareLongWrite(VirtualDuration interval) => Exact.Row(
        Name, "MTBF 2 min, less than half a write, interval, us", $"{Paper}: M", LongWriteMtbf.Microseconds, interval.Microseconds);

    /// <summary>Compares the run times at half and double an interval with those at the interval, seed by seed.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="mtbf">Mean time between failures, in hours.</param>
    /// <param name="interval">The interval, in hours.</param>
    /// <param name="jobs">Jobs of each run.</param>
    internal async Task<IReadOnlyList<CheckRow>> CompareRunTimesAsync(
        Replications replications, double mtbf, double interval, int jobs)
    {
        var best = new DalyJobs(mtbf, interval);
        var bestTimes = await best.PlayAsync(Name, replications, jobs);
        var rows = new List<CheckRow>();
        foreach (var (factor, text) in new[] { (0.5, "half"), (2, "double") })
        {
            var other = best with { Interval = factor * interval };
            var times = await other.PlayAsync(Name, replications, jobs);
            var row = Estimate.Of([.. times.Zip(bestTimes, (time, bestTime) => time / bestTime)]).Compare(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"MTBF {mtbf} h, run time, {text} the interval to the interval"),
                Paper,
                other.RunTime / best.RunTime,
                replications.Gate(quick: 0.01));
            rows.Add(row with { Tolerance = $"{row.Tolerance}; above 1", Passed = row.Passed && row.Low > 1 });
        }

        return rows;
    }

    /// <summary>
    /// Where the derivative of the run time is zero, by halving: (t/M - 1) e^((t+d)/M) + 1 = 0, with t below M.
    /// </summary>
    private static double OptimumOf(double mtbf)
    {
        var (low, high) = (0.0, mtbf);
        var write = DalyJobs.Write.Seconds / 3600;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = (((middle / mtbf) - 1) * Math.Exp((middle + write) / mtbf)) + 1 < 0 ? (middle, high) : (low, middle);
        }

        return low;
    }
}
