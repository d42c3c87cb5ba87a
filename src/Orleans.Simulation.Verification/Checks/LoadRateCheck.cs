using System.Globalization;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Failures of chips that age slower while they are idle, on a fleet whose load is known: a chip of utilization u fails at the
/// rate r (u + f (1 - u)), and does not age while it is down.
/// </summary>
/// <remarks>
/// A gang keeps b of N chips busy: after a failure it goes on at once, with another chip and without loss. With d chips down
/// failures are r (b + f (N - d - b)), and d is failures x MTTR (Little): F = r (b + f (N - b)) / (1 + r f MTTR). The Weibull
/// shape makes no difference in the long run: age is exposure, and a life has 1 / r of it on average (renewal theorem).
/// </remarks>
internal sealed class LoadRateCheck : IVerificationCheck
{
    private const int Chips = 128;
    private const double MeanTimeToFailure = 48;
    private const double Repair = 1;

    /// <summary>A dozen lives of an idle chip: until it no longer matters, where chips wear out, that all were new at once.</summary>
    private const int WearOutWarmUp = 2_400;

    /// <summary>Jobs that want more than half of the chips; the first gets them. So many that each seed has one.</summary>
    private const int Waiting = 20;

    /// <inheritdoc/>
    public string Name => "load-rate";

    /// <summary>The cases.</summary>
    internal static IReadOnlyList<LoadRateCase> Cases { get; } =
    [
        new(Busy: 77, IdlePerMille: 0),
        new(Busy: 77, IdlePerMille: 250),
        new(Busy: 102, IdlePerMille: 250),
        new(Busy: 102, IdlePerMille: 250) { Shape = 3, WarmUp = WearOutWarmUp },
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var each in Cases)
        {
            var hourly = await MeasureAsync(replications, each, each.IdlePerMille);
            rows.Add(Compare(each, hourly, replications));
        }

        return rows;
    }

    /// <summary>Failures in an hour.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="one">The case.</param>
    /// <param name="idlePerMille">Rate at which idle chips are played to age, in thousandths of that of busy ones.</param>
    internal async Task<Estimate> MeasureAsync(Replications replications, LoadRateCase one, int idlePerMille)
    {
        var fleet = new VerifiedFleet(Chips)
        {
            MeanTimeToFailure = Hours(MeanTimeToFailure),
            Repair = Hours(Repair),
            CheckpointInterval = new(1_000),
        };
        fleet = fleet with { Chip = fleet.Chip with { IdleRatePerMille = idlePerMille, Shape = one.Shape } };
        var hours = one.WarmUp + one.Hours(replications.Of(full: 24_000, quick: 600));
        var endless = new JobSizeClass(one.Busy, 1, Hours(hours) * 2, 0);
        var (gap, start) = (VirtualDuration.FromSeconds(1), VirtualTime.Zero + Hours(one.WarmUp));
        var hourly = await replications.PlayAsync(
            seed => fleet.Run(Name, Hours(hours), seed, VerifiedFleet.Arrivals(gap, Waiting, endless, seed)),
            run => run.Ledger.Failures.Count(failure => failure.Failed >= start) / (hours - one.WarmUp));
        return Estimate.Of([.. hourly]);
    }

    /// <summary>Compares failures in an hour with those of a case.</summary>
    internal CheckRow Compare(LoadRateCase one, Estimate hourly, Replications replications) => hourly.Compare(
        Name,
        string.Create(
            CultureInfo.InvariantCulture,
            $"failures an hour, {one.Busy} of {Chips} busy, idle rate {one.IdlePerMille / 1000.0}, Weibull shape {one.Shape}"),
        "cumulative exposure: r (b + f (N - b)) / (1 + r f MTTR)",
        one.FailuresAnHour,
        replications.Gate(quick: 0.05));

    private static VirtualDuration Hours(double hours) =>
        new((long)Math.Round(hours * 3_600 * VirtualDuration.MicrosecondsPerSecond));

    /// <summary>A fleet.</summary>
    /// <param name="Busy">Chips of the gang.</param>
    /// <param name="IdlePerMille">Rate at which idle chips age, in thousandths of that of busy ones.</param>
    internal sealed record LoadRateCase(int Busy, int IdlePerMille)
    {
        /// <summary>Shape of the time to failure. Default: exponential.</summary>
        public double Shape { get; init; } = 1;

        /// <summary>Hours of each run that are not measured. Default: none.</summary>
        public int WarmUp { get; init; }

        /// <summary>Failures in an hour of all chips.</summary>
        public double FailuresAnHour => (Busy + (IdleRate * (Chips - Busy))) / (MeanTimeToFailure + (IdleRate * Repair));

        private double IdleRate => IdlePerMille / (double)ChipModel.SameRate;

        /// <summary>Hours for a number of failures; chips that wear out fail so regularly that fewer tell as much.</summary>
        public double Hours(double failures) => failures / FailuresAnHour / (Shape > 1 ? 2 : 1);
    }
}
