using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// A gang of N nodes is interrupted every 1 / (N r): with RSC-1's 6.50 failures per 1,000 node-days, the projections of Meta
/// for 16,384 and 131,072 GPUs.
/// </summary>
internal sealed class JobMttfCheck : IVerificationCheck
{
    private const double FailuresPerNodeDay = 6.50e-3;
    private const int ChipsPerNode = 8;
    private const double HoursPerDay = 24;

    /// <summary>
    /// Sizes with the interruptions of each full run and the gate that they reach: a large gang takes long to start again.
    /// </summary>
    private static readonly (int Chips, int Interruptions, double Gate)[] Cases =
        [(1024, 22_000, 0.005), (16_384, 22_000, 0.005), (131_072, 400, 0.05)];

    /// <summary>Jobs that want all chips, of which the first gets them: so many that there is one for every seed.</summary>
    private const int Waiting = 20;

    /// <inheritdoc/>
    public string Name => "job-mttf";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var (chips, interruptions, gate) in Cases.Take(replications.Of(full: Cases.Length, quick: 2)))
        {
            rows.Add(await RunAsync(
                replications, chips, replications.Of(interruptions, quick: 300), replications.Of(gate, quick: 0.05)));
        }

        return rows;
    }

    private async Task<CheckRow> RunAsync(Replications replications, int chips, int interruptions, double gate)
    {
        var reference = HoursPerDay / (FailuresPerNodeDay * chips / ChipsPerNode);
        var fleet = new VerifiedFleet(chips)
        {
            MeanTimeToFailure = VirtualDuration.FromSeconds((long)(ChipsPerNode * HoursPerDay * 3600 / FailuresPerNodeDay)),

            // The gang goes on at once with the same chips: what it does between failures is what counts.
            Repair = VirtualDuration.FromSeconds(1),
        };
        var length = VirtualDuration.FromSeconds((long)(reference * interruptions * 3600));
        var endless = new JobSizeClass(chips, 1, length * 2, 0);
        var times = await replications.PlayAsync(
            seed => fleet.Run(Name, length, seed, VerifiedFleet.Arrivals(VirtualDuration.FromSeconds(1), Waiting, endless, seed)),
            run => (double)run.Summary.Jobs.ChipSeconds / chips / run.Summary.Failures.JobsHit / 3600);
        return Estimate.Of([.. times]).Compare(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"{chips:N0} GPUs, hours"),
            "1 / (N r); Meta RSC, HPCA 2025",
            reference,
            gate);
    }
}
