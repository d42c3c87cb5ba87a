using System.Globalization;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Queues;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Mean number of failed chips of 2,048 by the crews that repair them; and that every repair begins when it must by those before.
/// </summary>
internal sealed class RepairmanCheck : IVerificationCheck
{
    private const string Model = "machine-repairman model";
    private const int Chips = 2048;

    /// <summary>
    /// The cases, in hours; those with quick hours are quick ones, too. Fewer crews take longer to warm up: eight, which never
    /// rest, until as many chips are left as they can keep up with, in the time in which these fail.
    /// </summary>
    private static readonly RepairmanCase[] Cases =
    [
        new(Crews: null, WarmUp: 1_000, Hours: 80_000, QuickHours: 5_000, IsControlled: false),
        new(Crews: 20, WarmUp: 1_000, Hours: 95_000, QuickHours: 0, IsControlled: false),
        new(Crews: 16, WarmUp: 2_000, Hours: 20_000, QuickHours: 4_000, IsControlled: true),
        new(Crews: 14, WarmUp: 10_000, Hours: 60_000, QuickHours: 0, IsControlled: true),
        new(Crews: 8, WarmUp: 40_000, Hours: 300_000, QuickHours: 0, IsControlled: false),
    ];

    private static readonly VirtualDuration MeanTimeToFailure = VirtualDuration.FromHours(3692);
    private static readonly VirtualDuration Repair = VirtualDuration.FromHours(24);

    /// <inheritdoc/>
    public string Name => "repairman";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        var otherwise = 0L;
        foreach (var each in Cases.Where(each => replications.Of(full: true, quick: each.QuickHours > 0)))
        {
            var (observations, count) = await PlayAsync(replications, each, each.Crews);
            otherwise += count;
            rows.Add(Compare(each, observations, replications.Gate(quick: 0.02)));
        }

        return [.. rows, Exact.Row(Name, "repairs that begin too early or too late", "Kiefer and Wolfowitz 1955", 0, otherwise)];
    }

    /// <summary>The model of 2,048 chips, by crews.</summary>
    internal static Repairman ModelOf(int? crews) => new(Chips, MeanTimeToFailure, Repair, crews);

    /// <summary>Compares mean numbers of failed chips with that of the model.</summary>
    /// <param name="each">What is to be checked.</param>
    /// <param name="observations">What came out.</param>
    /// <param name="gate">Largest half-width of the interval as a share of the reference.</param>
    internal CheckRow Compare(RepairmanCase each, IReadOnlyList<Observation> observations, double gate)
    {
        var crews = each.Crews?.ToString(CultureInfo.InvariantCulture) ?? "unlimited";
        var (name, reference) = ($"failed of 2,048, {crews} crews", ModelOf(each.Crews).MeanFailed);
        return each.IsControlled
            ? ControlledMean.Of(observations).Compare(Name, name, Model, reference, gate)
            : Estimate.Of([.. observations.Select(observed => observed.Value)]).Compare(Name, name, Model, reference, gate);
    }

    /// <summary>Mean numbers of failed chips, and how many repairs begin at another instant than they must.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="each">What is to be checked.</param>
    /// <param name="crews">Crews of the fleet that is played.</param>
    internal async Task<(IReadOnlyList<Observation> Failed, long BeginOtherwise)> PlayAsync(
        Replications replications, RepairmanCase each, int? crews)
    {
        var fleet = new VerifiedFleet(Chips)
        {
            MeanTimeToFailure = MeanTimeToFailure,
            Repair = Repair,
            RepairDistribution = RepairDistribution.Exponential,
            RepairCrews = crews,
        };
        var length = VirtualDuration.FromHours(each.WarmUp + replications.Of(each.Hours, each.QuickHours));
        var (from, end) = (VirtualTime.Zero + VirtualDuration.FromHours(each.WarmUp), VirtualTime.Zero + length);
        var model = ModelOf(each.Crews);
        var runs = await replications.PlayAsync(
            seed => fleet.Run(Name, length, seed),
            run => (
                Observed: model.Observe(run.Ledger.Failures, from, end),
                Otherwise: model.BeginOtherwise(run.Ledger.Failures, end)));
        return ([.. runs.Select(run => run.Observed)], runs.Sum(run => run.Otherwise));
    }
}

/// <summary>One fleet of the check.</summary>
/// <param name="Crews">Crews; null: enough.</param>
/// <param name="WarmUp">Hours that are not measured: too few chips have failed.</param>
/// <param name="Hours">Hours of each full run that are.</param>
/// <param name="QuickHours">Hours of each quick run that are; zero: there is none.</param>
/// <param name="IsControlled">
/// Whether what chance puts into failures and repairs is taken out. With crews that all rest or all work nearly always, the
/// controls would say all there is to say, and the row would compare the model with itself.
/// </param>
internal sealed record RepairmanCase(int? Crews, int WarmUp, int Hours, int QuickHours, bool IsControlled);
