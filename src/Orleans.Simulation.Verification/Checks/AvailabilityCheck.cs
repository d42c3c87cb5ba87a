using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>Share of time in which a chip is healthy, and how many of 2,048 are not where nobody waits for a repair.</summary>
internal sealed class AvailabilityCheck : IVerificationCheck
{
    private const int Chips = 2048;
    private const double MeanTimeToFailure = 3692;
    private const double Repair = 24;

    /// <summary>Chips that age are fewer and fail more often: their share is known better, and they settle sooner.</summary>
    private const int AgeingChips = 128;

    /// <summary>Weibull shapes: chips that fail early, or that wear out.</summary>
    private static readonly double[] Shapes = [0.7, 3];

    /// <summary>How long a repair of a chip that ages takes.</summary>
    internal static readonly VirtualDuration AgeingRepair = VirtualDuration.FromHours(24);

    private static readonly VirtualDuration AgeingMeanTimeToFailure = VirtualDuration.FromHours(240);
    private static readonly VirtualDuration AgeingWarmUp = AgeingMeanTimeToFailure * 40;

    /// <inheritdoc/>
    public string Name => "availability";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var fleet = new VerifiedFleet(Chips)
        {
            MeanTimeToFailure = VirtualDuration.FromHours((long)MeanTimeToFailure),
            Repair = VirtualDuration.FromHours((long)Repair),
        };
        var length = VirtualDuration.FromHours(24 * 365 * replications.Of(full: 20, quick: 2));
        var failed = await replications.PlayAsync(seed => fleet.Run(Name, length, seed), Share);
        var availability = MeanTimeToFailure / (MeanTimeToFailure + Repair);
        var rows = new List<CheckRow>
        {
            Estimate.Of([.. failed.Select(share => 1 - share)]).Compare(
                Name, "healthy share", "MTTF / (MTTF + MTTR)", availability, replications.Gate(quick: 0.005)),
            Estimate.Of([.. failed.Select(share => share * Chips)]).Compare(
                Name,
                "failed of 2,048, unlimited crews",
                "repairman model: N MTTR / (MTTF + MTTR)",
                Chips * (1 - availability),
                replications.Gate(quick: 0.02)),
        };
        foreach (var shape in Shapes)
        {
            rows.Add((await MeasureAsync(replications, shape, AgeingRepair)).Compare(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"failed share, Weibull shape {shape}"),
                "renewal theorem: MTTR / (MTTF + MTTR)",
                AgeingRepair.Seconds / (AgeingMeanTimeToFailure + AgeingRepair).Seconds,
                replications.Gate(quick: 0.02)));
        }

        return rows;
    }

    /// <summary>Share of time in which chips are failed that age, once it no longer matters that all were new at once.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="shape">Shape of their Weibull time to failure.</param>
    /// <param name="repair">How long their repair takes.</param>
    internal async Task<Estimate> MeasureAsync(Replications replications, double shape, VirtualDuration repair)
    {
        var fleet = new VerifiedFleet(AgeingChips)
        {
            MeanTimeToFailure = AgeingMeanTimeToFailure,
            Repair = repair,
            SampleInterval = AgeingWarmUp,
        };
        fleet = fleet with { Chip = fleet.Chip with { Shape = shape } };
        var length = AgeingWarmUp * replications.Of(full: 10, quick: 2);
        return Estimate.Of([.. await replications.PlayAsync(
            seed => fleet.Run(Name, length, seed),
            run => run.Ledger.ShareOf(sample => sample.Failed, VirtualTime.Zero + AgeingWarmUp))]);
    }

    private static double Share(VerifiedRun run)
    {
        var account = run.Ledger.Closing!.Account;
        return (double)account.Failed / (double)(account.Idle + account.Busy + account.Failed);
    }
}
