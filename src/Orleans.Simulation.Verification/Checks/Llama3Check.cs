using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// The training of Llama 3: 419 unexpected interruptions of 16,384 H100 in 54 days. The rate is put in; that their number
/// spreads as it must is what comes out.
/// </summary>
internal sealed class Llama3Check : IVerificationCheck
{
    private const string Paper = "Llama Team 2024, section 3.3.4";
    private const int Chips = 16_384;
    private const int Days = 54;
    private const int Interruptions = 419;

    /// <summary>Between these lie 95 % of the seeds.</summary>
    private static readonly (int Low, int High) Range = (379, 459);

    /// <inheritdoc/>
    public string Name => "llama3";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var length = VirtualDuration.FromHours(24 * Days);
        var fleet = new VerifiedFleet(Chips) { MeanTimeToFailure = new(length.Microseconds / Interruptions * Chips) };
        var counts = await replications.PlayAsync(
            seed => fleet.Run(Name, length, seed),
            run => (double)run.Summary.Failures.Count,
            replications.Of(full: 1500, quick: 200));
        var inside = (double)counts.Count(count => count >= Range.Low && count <= Range.High) / counts.Count;
        return
        [
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
        ];
    }
}
