using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows how far power swung within training steps, what smoothed that, and how far apart powers were within a window.</summary>
internal static class SwingView
{
    /// <summary>The tables that have figures; a dash stands for what there is not.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static IEnumerable<Table> Tables(RunSummary summary, Func<string[], Table> table)
    {
        var swinging = summary.DataCenters.Where(each => each.Power.Swings is not null).ToList();
        if (swinging.Count > 0)
        {
            yield return Swings(swinging, table);
        }

        var smoothed = swinging.Where(each => each.Power.Swings!.Smoothing is not null).ToList();
        if (smoothed.Count > 0)
        {
            yield return Smoothing(smoothed, table);
        }

        var limited = summary.DataCenters.Where(each => each.Power.Range is not null).ToList();
        if (limited.Count > 0)
        {
            yield return Ranges(limited, table);
        }
    }

    private static Table Swings(IReadOnlyList<DataCenterSummary> dataCenters, Func<string[], Table> table)
    {
        var unit = ColumnUnit.Power(dataCenters.SelectMany(each => Levels(each.Power.Swings!)));
        var rate = ColumnUnit.Power(dataCenters.SelectMany(each => Rates(each.Power.Swings!)));
        var rows = table(
        [
            "Swings", unit.Heading("Job"), unit.Heading("Independent"), unit.Heading("In phase"), "Edge", $"{rate.Heading("Rate")}/s",
            $"{rate.Heading("Limit")}/s", "Outside",
        ]);
        foreach (var each in dataCenters)
        {
            var swings = each.Power.Swings!;
            rows.AddRow(
            [
                Markup.Escape(each.Name), .. Levels(swings).Select(power => unit.Text(power)), $"{swings.EdgeSeconds:0.######} s",
                .. Rates(swings).Select(power => rate.Text(power)), AmountText.Seconds(swings.OutsideRateLimitSeconds),
            ]);
        }

        return rows;
    }

    private static Table Smoothing(IReadOnlyList<DataCenterSummary> dataCenters, Func<string[], Table> table)
    {
        var unit = ColumnUnit.Power(dataCenters.SelectMany(each => Levels(each.Power.Swings!.Smoothing!)));
        var energy = ColumnUnit.Energy(dataCenters.SelectMany(each => Energies(each.Power.Swings!.Smoothing!)));
        var rows = table(
        [
            "Smoothed swings", unit.Heading("Job"), unit.Heading("Independent"), unit.Heading("In phase"), energy.Heading("Burned"),
            energy.Heading("Lost"), energy.Heading("Extra"), "Stored kWh", "USD", "kgCO2e",
        ]);
        foreach (var each in dataCenters)
        {
            var smoothing = each.Power.Swings!.Smoothing!;
            rows.AddRow(
            [
                Markup.Escape(each.Name), .. Levels(smoothing).Select(power => unit.Text(power)),
                .. Energies(smoothing).Select(amount => energy.Text(amount)), $"{smoothing.StoredKilowattHours:N3}", Maybe(smoothing.ElectricityUsd),
                Maybe(smoothing.LocationBasedKilograms),
            ]);
        }

        return rows;
    }

    private static Table Ranges(IReadOnlyList<DataCenterSummary> dataCenters, Func<string[], Table> table)
    {
        var unit = ColumnUnit.Power(dataCenters.SelectMany(each => Levels(each.Power.Range!)));
        var rows = table(["Dynamic range", "Window", unit.Heading("Largest"), unit.Heading("Limit"), "At", "Outside"]);
        foreach (var each in dataCenters)
        {
            var range = each.Power.Range!;
            rows.AddRow(
            [
                Markup.Escape(each.Name), $"{range.WindowSeconds:0.######} s", .. Levels(range).Select(power => unit.Text(power)),
                AmountText.Seconds(range.LargestAtSeconds), AmountText.Seconds(range.OutsideSeconds),
            ]);
        }

        return rows;
    }

    private static decimal?[] Levels(SwingSummary swings) => [swings.LargestKilowatts, swings.IndependentKilowatts, swings.InPhaseKilowatts];

    private static decimal?[] Levels(StepSmoothingSummary swings) =>
        [swings.LargestKilowatts, swings.IndependentKilowatts, swings.InPhaseKilowatts];

    private static decimal?[] Levels(RangeSummary range) => [range.LargestKilowatts, range.LimitKilowatts];

    private static decimal?[] Rates(SwingSummary swings) => [swings.LargestRateKilowattsPerSecond, swings.RateLimitKilowattsPerSecond];

    private static decimal?[] Energies(StepSmoothingSummary smoothing) =>
        [smoothing.BurnedKilowattHours, smoothing.LostKilowattHours, smoothing.ExtraKilowattHours];

    private static string Maybe(decimal? amount) => amount is { } known ? $"{known:N0}" : "-";
}
