using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>The integral of the number of jobs in the system is the sum of the times that they are in it.</summary>
internal sealed class LittleCheck : IVerificationCheck
{
    /// <inheritdoc/>
    public string Name => "little";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var fleet = new VerifiedFleet(256) { MeanTimeToFailure = VirtualDuration.FromHours(2000) };
        var jobs = new JobSizeClass(16, 1, VirtualDuration.FromMinutes(40), 1.2);
        var days = VirtualDuration.FromHours(24 * replications.Of(full: 365, quick: 60));
        var runs = await replications.PlayAsync(
            seed => fleet.Run(Name, days, seed, VerifiedFleet.Arrivals(VirtualDuration.FromMinutes(5), 288 * 400, jobs, seed)),
            run => run.Ledger,
            count: 1);
        var account = runs[0].Closing!.Account;
        return
        [
            Exact.Row(Name, "job-microseconds", "Little 1961", runs[0].Sojourns, account.QueuedJobs + account.RunningJobs),
        ];
    }
}
