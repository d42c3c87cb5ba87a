using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>Chips, racks and data center account for the same energy, each by itself, to the nanojoule.</summary>
internal sealed class EnergyCheck : IVerificationCheck
{
    private const string Law = "conservation of energy";

    /// <inheritdoc/>
    public string Name => "energy";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var fleet = new VerifiedFleet(1000) { MeanTimeToFailure = VirtualDuration.FromHours(500) };
        var jobs = new JobSizeClass(40, 1, VirtualDuration.FromMinutes(50), 0.7);
        var days = VirtualDuration.FromHours(24 * replications.Of(full: 365, quick: 30));
        var runs = await replications.PlayAsync(
            seed => fleet.Run(Name, days, seed, VerifiedFleet.Arrivals(VirtualDuration.FromMinutes(3), 480 * 400, jobs, seed)),
            run => run,
            count: 1);
        var (plan, ledger) = (runs[0].Specification.Fleet.DataCenters[0], runs[0].Ledger);
        var account = ledger.Closing!.Account;
        var chip = plan.Chip;
        var integral = (ledger.Idle * chip.Idle.Milliwatts)
            + (ledger.Busy * chip.Busy.Milliwatts)
            + (ledger.Failed * chip.Failed.Milliwatts);
        return
        [
            Exact.Row(Name, "chips, data center against racks, nJ", Law, ledger.RackChipEnergy, account.ChipEnergy.Nanojoules),
            Exact.Row(Name, "chips, racks against chips, nJ", Law, ledger.ChipEnergy, ledger.RackChipEnergy),
            Exact.Row(Name, "chips against power times time, nJ", Law, integral, ledger.ChipEnergy),
            Exact.Row(Name, "all, data center against racks, nJ", Law, ledger.RackEnergy, account.ItEnergy.Nanojoules),
        ];
    }
}
