using System.Globalization;
using MathNet.Numerics.Distributions;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// The training of Llama 3: 419 unexpected interruptions of 16,384 H100 in 54 days. The rates are put in; that their numbers
/// spread as they must, and how much of the time is effective, is what comes out.
/// </summary>
/// <remarks>
/// The paper gives more than 90 % of effective time and neither the time of a checkpoint nor that from a failure until the job
/// works on. Both are assumed, with checkpoints at Young's interval: two pairs for which it holds, and a third for which it does
/// not.
/// </remarks>
internal sealed class Llama3Check : IVerificationCheck
{
    private const string Paper = "Llama Team 2024, section 3.3.4";
    private const int Chips = Llama3Causes.Chips;
    private const int Days = 54;
    private const int Interruptions = 419;

    /// <summary>The share of time that was effective, at least.</summary>
    private const double Effective = 0.9;

    /// <summary>Jobs that want all chips, of which the first gets them: so many that there is one for every seed.</summary>
    private const int Waiting = 20;

    private static readonly VirtualDuration Length = VirtualDuration.FromHours(24 * Days);
    private static readonly VirtualDuration Repair = VirtualDuration.FromSeconds(1);
    private static readonly VirtualDuration Detection = VirtualDuration.FromMinutes(2);

    /// <summary>What is assumed; the first is the quick one.</summary>
    private static readonly Llama3Case[] Cases =
    [
        new(WriteSeconds: 20, BackMinutes: 5, IsEffective: true),
        new(WriteSeconds: 10, BackMinutes: 10, IsEffective: true),
        new(WriteSeconds: 60, BackMinutes: 10, IsEffective: false),
    ];

    /// <summary>Between these lie 95 % of the seeds.</summary>
    private static readonly (int Low, int High) Range = (379, 459);

    /// <inheritdoc/>
    public string Name => "llama3";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var fleet = new VerifiedFleet(Chips) { MeanTimeToFailure = new(Length.Microseconds / Interruptions * Chips) };
        var counts = await replications.PlayAsync(
            seed => fleet.Run(Name, Length, seed),
            run => (double)run.Summary.Failures.Count,
            replications.Of(full: 1500, quick: 200));
        var inside = (double)counts.Count(count => count >= Range.Low && count <= Range.High) / counts.Count;
        var rows = new List<CheckRow>
        {
            Estimate.Of([.. counts]).Compare(Name, "interruptions", Paper, Interruptions, replications.Gate(quick: 0.02)),
            new(
                Name,
                "share of seeds with 379 to 459",
                "Poisson distribution of that mean",
                0.95,
                inside,
                null,
                null,
                "0.92 to 0.98",
                inside is >= 0.92 and <= 0.98),
        };
        foreach (var (index, each) in Cases.Take(replications.Of(full: Cases.Length, quick: 1)).Index())
        {
            var count = index == 0 ? replications.Of(full: 150, quick: 20) : Replications.Count;
            var runs = await PlayAsync(replications, each, Interruptions, count);
            if (index == 0)
            {
                rows.AddRange(CompareCauses([.. runs.Select(run => run.ByCause)], replications.Of(full: 0.015, quick: 0.05)));
            }

            var share = Estimate.Of([.. runs.Select(run => run.Effective)]);
            rows.Add(share.Compare(Name, each.Name, "Daly 2006", each.Exact, replications.Gate(quick: 0.01)));
            rows.Add(new(
                Name,
                $"{each.Name}, against the published one",
                Paper,
                Effective,
                share.Mean,
                share.Low,
                share.High,
                each.IsEffective ? "the 99.9 % interval above" : "the 99.9 % interval below: not with these times",
                each.IsEffective ? share.Low > Effective : share.High < Effective));
        }

        return rows;
    }

    /// <summary>Compares how often what failed with the published counts.</summary>
    /// <param name="runs">Counts by cause of each seed.</param>
    /// <param name="gate">Largest half-width of the interval of the share of counts inside their bands.</param>
    internal IEnumerable<CheckRow> CompareCauses(IReadOnlyList<IReadOnlyDictionary<string, long>> runs, double gate)
    {
        var squares = 0.0;
        var inside = new double[runs.Count];
        var expected = 0.0;
        foreach (var cause in Llama3Causes.All)
        {
            double[] counts = [.. runs.Select(run => (double)run.GetValueOrDefault(cause.Name))];
            var mean = (double)cause.Count * runs.Count;
            squares += (counts.Sum() - mean) * (counts.Sum() - mean) / mean;
            var (low, high) = BandOf(cause.Count);
            var poisson = new Poisson(cause.Count);
            expected += (poisson.CumulativeDistribution(high) - poisson.CumulativeDistribution(low - 1)) / Llama3Causes.All.Count;
            for (var run = 0; run < runs.Count; run++)
            {
                inside[run] += counts[run] >= low && counts[run] <= high ? 1.0 / Llama3Causes.All.Count : 0;
            }
        }

        var limit = ChiSquared.InvCDF(Llama3Causes.All.Count, Estimate.Confidence);
        return
        [
            new(
                Name,
                "counts of 18 causes, chi-squared",
                $"{Paper}, table 5",
                Llama3Causes.All.Count,
                squares,
                null,
                null,
                string.Create(CultureInfo.InvariantCulture, $"at most {limit:0.0}, the 99.9 % quantile"),
                squares <= limit),
            Estimate.Of(inside).Compare(
                Name, "share of counts in their Poisson 95 % bands", "Poisson distributions of these means", expected, gate),
        ];
    }

    /// <summary>Plays the training.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="each">What is assumed.</param>
    /// <param name="interruptions">Interruptions in 54 days, if not all of the published ones.</param>
    /// <param name="count">Seeds.</param>
    /// <returns>Failures by cause and the share of time that was effective.</returns>
    internal Task<IReadOnlyList<(IReadOnlyDictionary<string, long> ByCause, double Effective)>> PlayAsync(
        Replications replications, Llama3Case each, int interruptions, int count)
    {
        var scaled = new VirtualDuration(Length.Microseconds / interruptions * Interruptions);
        var fleet = new VerifiedFleet(Chips)
        {
            MeanTimeToFailure = Llama3Causes.ChipMeanTimeToFailure(scaled),
            Components = Llama3Causes.Components(scaled, Detection),
            Detection = Detection,

            // The job goes on with the same chips: it is as large as the fleet.
            Repair = Repair,
            Restart = each.Restart,
            CheckpointRule = CheckpointRule.Young,
            CheckpointWrite = VirtualDuration.FromSeconds(each.WriteSeconds),
        };
        fleet = fleet with { Chip = fleet.Chip with { Causes = Llama3Causes.ChipCauses } };
        var endless = new JobSizeClass(Chips, 1, Length * 2, 0);
        return replications.PlayAsync(
            seed => fleet.Run(Name, Length, seed, VerifiedFleet.Arrivals(VirtualDuration.FromSeconds(1), Waiting, endless, seed)),
            run => (
                run.Summary.Failures.ByCause,
                (double)run.Summary.Goodput.ProductiveChipSeconds / Chips / Length.Seconds),
            count);
    }

    /// <summary>The band that leaves out at most 2.5 % on either side.</summary>
    private static (int Low, int High) BandOf(int mean)
    {
        var poisson = new Poisson(mean);
        var (low, high) = (0, mean);
        while (poisson.CumulativeDistribution(low) <= 0.025)
        {
            low++;
        }

        while (poisson.CumulativeDistribution(high) < 0.975)
        {
            high++;
        }

        return (low, high);
    }

    /// <summary>What the paper does not say of a training.</summary>
    /// <param name="WriteSeconds">For how long the job stands still to write a checkpoint.</param>
    /// <param name="BackMinutes">From a failure until the job works on.</param>
    /// <param name="IsEffective">Whether more than 90 % of the time is effective then.</param>
    internal sealed record Llama3Case(int WriteSeconds, int BackMinutes, bool IsEffective)
    {
        /// <summary>Which case it is.</summary>
        public string Name => $"effective time, write {WriteSeconds} s, back after {BackMinutes} min";

        /// <summary>From getting chips again until the job works on.</summary>
        public VirtualDuration Restart => VirtualDuration.FromMinutes(BackMinutes) - Detection;

        /// <summary>T over M e^(R/M) (e^((t+w)/M) - 1) T/t at Young's interval t.</summary>
        public double Exact
        {
            get
            {
                var mean = new VirtualDuration(Length.Microseconds / Interruptions);
                var interval = CheckpointIntervals.Young(VirtualDuration.FromSeconds(WriteSeconds), mean).Seconds;
                return interval
                    / (mean.Seconds
                        * Math.Exp((Detection + Repair + Restart).Seconds / mean.Seconds)
                        * (Math.Exp((interval + WriteSeconds) / mean.Seconds) - 1));
            }
        }
    }
}
