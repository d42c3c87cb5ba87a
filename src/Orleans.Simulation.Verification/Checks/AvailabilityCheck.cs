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
        return
        [
            Estimate.Of([.. failed.Select(share => 1 - share)]).Compare(
                Name, "healthy share", "MTTF / (MTTF + MTTR)", availability, replications.Gate(quick: 0.005)),
            Estimate.Of([.. failed.Select(share => share * Chips)]).Compare(
                Name,
                "failed of 2,048, unlimited crews",
                "repairman model: N MTTR / (MTTF + MTTR)",
                Chips * (1 - availability),
                replications.Gate(quick: 0.02)),
        ];
    }

    private static double Share(VerifiedRun run)
    {
        var account = run.Ledger.Closing!.Account;
        return (double)account.Failed / (double)(account.Idle + account.Busy + account.Failed);
    }
}
