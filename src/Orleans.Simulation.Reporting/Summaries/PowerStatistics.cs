using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Puts the power of a data center into a summary.</summary>
internal static class PowerStatistics
{
    private static readonly Int128 MilliwattsPerKilowatt = 1_000_000;

    private static readonly Int128 NanowattsPerKilowatt = MilliwattsPerKilowatt * SitePlan.PueUnit;

    /// <summary>Summarises the power of a data center.</summary>
    /// <param name="label">The data center.</param>
    /// <param name="account">Its books.</param>
    /// <param name="end">End of the run.</param>
    public static PowerSummary Summarize(DataCenterLabel label, DataCenterAccount account, VirtualTime end)
    {
        var (plan, power) = (label.Power, account.Power);
        var interval = plan.RampInterval.Microseconds;
        var isProvisioned = label.Provisioned is not null;
        return new(
            power.IsEmpty ? null : OfMilliwatts(power.LowestIt),
            power.IsEmpty ? null : OfMilliwatts(power.HighestIt),
            power.IsEmpty ? null : OfNanowatts(power.LowestFacility, 1),
            power.IsEmpty ? null : OfNanowatts(account.Site.Facility, end.Microseconds),
            power.IsEmpty ? null : OfNanowatts(power.HighestFacility, 1),
            Decimals.Seconds(interval),
            power.Ramps,
            OfNanowatts(power.LargestRise, interval),
            OfNanowatts(power.LargestFall, interval),
            plan.RampLimit is { } limit ? OfMilliwatts(limit) : null,
            plan.RampLimit is null ? null : Decimals.Seconds((Int128)power.RampsOutside * interval),
            label.Provisioned is { } provisioned ? OfMilliwatts(provisioned) : null,
            !isProvisioned ? null : Decimals.Seconds(power.AboveProvisioned.Microseconds),
            !isProvisioned ? null : KilowattHours(power.EnergyAbove),
            !isProvisioned ? null : Decimals.Seconds(power.Limited.Microseconds),
            !isProvisioned ? null : KilowattHours(power.Unserved),
            !isProvisioned ? null : power.Preemptions,
            !isProvisioned ? null : Decimals.Seconds(power.PreemptedWork),
            !isProvisioned ? null : Decimals.Seconds(power.Slowed.Microseconds),
            !isProvisioned ? null : KilowattHours(power.Spared))
        {
            PossibleKilowatts = OfMilliwatts(label.HighestDraw),
            Oversubscription = label.Provisioned is { } supply ? Decimals.Amount(label.HighestDraw.Milliwatts, supply.Milliwatts) : null,
            Smoothing = plan is { Smoothing: not null, RampLimit: not null } ? Summarize(power.Smoothing, label.Site, interval) : null,
            Swings = SwingStatistics.Summarize(power.Swings, label),
            Range = SwingStatistics.Summarize(power.Range, plan),
            Batteries = label.HasBatteries ? Summarize(power.Batteries) : null,
        };
    }

    private static SmoothingSummary Summarize(SmoothingAccount smoothing, SitePlan site, long interval) => new(
        OfNanowatts(smoothing.LargestRise, interval),
        OfNanowatts(smoothing.LargestFall, interval),
        Decimals.Seconds((Int128)smoothing.RampsOutside * interval),
        KilowattHours(smoothing.Burned),
        KilowattHours(smoothing.Charged),
        KilowattHours(smoothing.Given),
        KilowattHours(smoothing.Burned + smoothing.Charged - smoothing.Given),
        site.Price is null ? null : Decimals.Amount(smoothing.Extra.Cost, SiteTotals.UnitsPerDollar),
        site.Carbon is null ? null : Decimals.Amount(smoothing.Extra.Carbon, SiteTotals.UnitsPerKilogram));

    private static BatterySummary Summarize(BatteryAccount batteries) => new(
        batteries.Dips,
        batteries.Bridged,
        batteries.Outages,
        Decimals.Seconds(batteries.Time.Microseconds),
        KilowattHours(batteries.Energy));

    private static decimal OfMilliwatts(Watts power) => Decimals.Amount(power.Milliwatts, MilliwattsPerKilowatt);

    private static decimal KilowattHours(Int128 femtojoules) =>
        Decimals.KilowattHours(femtojoules, SiteTotals.FemtojoulesPerNanojoule);

    /// <summary>An energy in femtojoules over a time in microseconds: nanowatts.</summary>
    private static decimal OfNanowatts(Int128 energy, long time) => Decimals.Amount(energy, NanowattsPerKilowatt * time);
}
