using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how the power of each data center moved.</summary>
internal static class PowerView
{
    private const decimal KilowattsPerMegawatt = 1000;

    /// <summary>The table; a dash stands for what there is not.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var isAnySlowed = summary.DataCenters.Any(each => each.Power.SlowedSeconds > 0);
        string[] slowed = isAnySlowed ? ["Slowed", "Spared MWh"] : [];
        var rows = table(
        [
            "Facility MW", "Lowest", "Mean", "Highest", "Ramp", "Rise", "Fall", "Limit", "Outside", "Provided", "Above", "Lacking",
            "Unserved MWh", "Shed", .. slowed,
        ]);
        foreach (var each in summary.DataCenters)
        {
            rows.AddRow([Markup.Escape(each.Name), .. Cells(each.Power), .. isAnySlowed ? Slowed(each.Power) : []]);
        }

        return rows;
    }

    private static string[] Cells(PowerSummary power) =>
    [
        Megawatts(power.LowestFacilityKilowatts), Megawatts(power.MeanFacilityKilowatts),
        Megawatts(power.HighestFacilityKilowatts), $"{power.RampIntervalSeconds:0.######} s",
        Megawatts(power.LargestRiseKilowatts), Megawatts(power.LargestFallKilowatts), Megawatts(power.RampLimitKilowatts),
        Seconds(power.OutsideRampLimitSeconds), Megawatts(power.ProvisionedKilowatts), Seconds(power.AboveProvisionedSeconds),
        Seconds(power.LimitedSeconds), Megawatts(power.UnservedKilowattHours),
        power.Preemptions is { } preemptions ? $"{preemptions:N0}" : "-",
    ];

    private static string[] Slowed(PowerSummary power) => [Seconds(power.SlowedSeconds), Megawatts(power.SparedKilowattHours)];

    /// <summary>Kilowatts as megawatts, or kilowatt-hours as megawatt-hours.</summary>
    private static string Megawatts(decimal? kilowatts) =>
        kilowatts is { } power ? $"{power / KilowattsPerMegawatt:N2}" : "-";

    private static string Seconds(decimal? seconds) => seconds is { } time ? $"{time:N0} s" : "-";
}
