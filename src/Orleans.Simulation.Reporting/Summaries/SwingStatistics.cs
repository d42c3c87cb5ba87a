using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Puts swings within training steps and the dynamic range of a data center into a summary.</summary>
internal static class SwingStatistics
{
    private static readonly Int128 NanowattsPerKilowatt = (Int128)1_000_000 * SitePlan.PueUnit;

    /// <summary>Summarises swings; null: no job has training steps.</summary>
    public static SwingSummary? Summarize(SwingAccount? swings, DataCenterLabel label)
    {
        if (swings is null)
        {
            return null;
        }

        var (plan, smoothing) = (label.Power, label.Power.StepSmoothing);
        return new(
            Kilowatts(swings.Largest),
            Seconds(swings.LargestAt),
            Kilowatts(swings.Independent),
            Seconds(swings.IndependentAt),
            Kilowatts(swings.InPhase),
            Seconds(swings.InPhaseAt),
            Decimals.Seconds(plan.StepEdge.Microseconds),
            Decimals.Amount(
                smoothing.LeftOf(swings.Largest) * VirtualDuration.MicrosecondsPerSecond, NanowattsPerKilowatt * plan.StepEdge.Microseconds),
            plan.RateLimit is { } limit ? OfMilliwatts(limit) : null,
            plan.RateLimit is null ? null : Decimals.Seconds(swings.TooFast.Microseconds),
            smoothing == StepSmoothing.None ? null : Summarize(swings, smoothing, label.Site));
    }

    /// <summary>Summarises the dynamic range; null: it has no limit.</summary>
    public static RangeSummary? Summarize(RangeAccount? account, PowerPlan plan) => account is { } range && plan.RangeLimit is { } limit
        ? new(
            Decimals.Seconds(plan.RangeWindow.Microseconds),
            OfMilliwatts(limit),
            Kilowatts(range.Largest),
            Seconds(range.LargestAt),
            Decimals.Seconds(range.Outside.Microseconds))
        : null;

    private static StepSmoothingSummary Summarize(SwingAccount swings, StepSmoothing smoothing, SitePlan site) => new(
        Kilowatts(smoothing.LeftOf(swings.Largest)),
        Kilowatts(smoothing.LeftOf(swings.Independent)),
        Kilowatts(smoothing.LeftOf(swings.InPhase)),
        KilowattHours(swings.Burned),
        KilowattHours(swings.Lost),
        KilowattHours(swings.Burned + swings.Lost),
        KilowattHours(swings.Stored),
        site.Price is null ? null : Decimals.Amount(swings.Extra.Cost, SiteTotals.UnitsPerDollar),
        site.Carbon is null ? null : Decimals.Amount(swings.Extra.Carbon, SiteTotals.UnitsPerKilogram));

    private static decimal Kilowatts(Int128 nanowatts) => Decimals.Amount(nanowatts, NanowattsPerKilowatt);

    private static decimal OfMilliwatts(Watts power) => Decimals.Amount(power.Milliwatts, 1_000_000);

    private static decimal Seconds(VirtualTime time) => Decimals.Seconds(time.Microseconds);

    private static decimal KilowattHours(Int128 femtojoules) =>
        Decimals.KilowattHours(femtojoules, SiteTotals.FemtojoulesPerNanojoule);
}
