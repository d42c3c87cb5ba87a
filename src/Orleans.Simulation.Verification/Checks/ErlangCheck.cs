using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Queues;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Mean wait for one of many chips, with exponential run times; and that every job starts when it must by those in front of it.
/// </summary>
internal sealed class ErlangCheck : IVerificationCheck
{
    /// <summary>The cases; those with quick jobs are quick ones, too.</summary>
    private static readonly ErlangCase[] Cases =
    [
        new(Servers: 1, Load: 0.8, WarmUp: 1_000, Jobs: 100_000, QuickJobs: 20_000),
        new(Servers: 2, Load: 0.8, WarmUp: 1_000, Jobs: 100_000, QuickJobs: 20_000),
        new(Servers: 10, Load: 0.9, WarmUp: 5_000, Jobs: 150_000, QuickJobs: 50_000),
        new(Servers: 100, Load: 0.95, WarmUp: 30_000, Jobs: 400_000, QuickJobs: 0),
        new(Servers: 1000, Load: 0.98, WarmUp: 200_000, Jobs: 1_600_000, QuickJobs: 0),
    ];

    /// <inheritdoc/>
    public string Name => "erlang-c";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        var otherwise = 0L;
        foreach (var each in Cases.Where(each => replications.Of(full: true, quick: each.QuickJobs > 0)))
        {
            var (waits, count) = await MeasureAsync(replications, each, each.Servers);
            otherwise += count;
            rows.Add(waits.Compare(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"{each.Servers:N0}-chip fleet, load {each.Load}, wait in run times"),
                "Erlang 1917",
                ErlangC.MeanWait(each.Servers, each.Load),
                replications.Gate(quick: 0.005)));
        }

        return [.. rows, Exact.Row(Name, "jobs that start too early or too late", "Kiefer and Wolfowitz 1955", 0, otherwise)];
    }

    /// <summary>Mean wait in run times, and how many jobs start at another instant than they must.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="each">What is to be checked.</param>
    /// <param name="chips">Chips of the fleet that is played.</param>
    internal async Task<(ControlledMean Waits, long StartOtherwise)> MeasureAsync(
        Replications replications, ErlangCase each, int chips)
    {
        var jobs = replications.Of(each.Jobs, each.QuickJobs);
        var queue = each.Queue;
        var runs = await replications.PlayAsync(
            seed => new VerifiedFleet(chips).Run(
                Name,
                null,
                seed,
                VerifiedFleet.Arrivals(queue.Between, jobs, ExponentialRunTimes.OfMean(queue.Mean), seed)),
            run => (
                Observed: queue.Observe(run.Ledger.Completed, each.WarmUp),
                Otherwise: queue.StartOtherwise(run.Ledger.Completed)));
        return (ControlledMean.Of([.. runs.Select(run => run.Observed)]), runs.Sum(run => run.Otherwise));
    }
}

/// <summary>One queue of the check.</summary>
/// <param name="Servers">Chips.</param>
/// <param name="Load">Share of time in which each is busy.</param>
/// <param name="WarmUp">First jobs of each run that are not measured.</param>
/// <param name="Jobs">Jobs of each full run.</param>
/// <param name="QuickJobs">Jobs of each quick run; zero: there is none.</param>
internal sealed record ErlangCase(int Servers, double Load, int WarmUp, int Jobs, int QuickJobs)
{
    private const int MicrosecondsPerMinute = 60_000_000;

    /// <summary>A job a minute for each chip: whole microseconds, so that rounding changes no load.</summary>
    public ExponentialServers Queue
    {
        get
        {
            var between = new VirtualDuration(MicrosecondsPerMinute / Servers);
            return new(Servers, between, new((long)Math.Round(between.Microseconds * Servers * Load)));
        }
    }
}
