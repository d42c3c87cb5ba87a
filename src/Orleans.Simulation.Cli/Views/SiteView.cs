using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows carbon, cost and water of a run; for each data center and in total.</summary>
internal static class SiteView
{
    private const decimal KilogramsPerTonne = 1000;
    private const decimal LitresPerCubicMetre = 1000;

    /// <summary>Whether anything of that is known.</summary>
    public static bool HasFigures(RunSummary summary) => summary.DataCenters.Any(each =>
        each.Carbon.LocationBasedKilograms is not null
        || each.Carbon.EmbodiedKilograms is not null
        || each.Cost.ElectricityUsd is not null
        || each.Cost.JobChipUsd is not null
        || each.Energy.WaterLitres is not null);

    /// <summary>The table; a dash stands for what is not known.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var rows = table(
        [
            "Data center", "CO2e t", "Market", "Of jobs", "Embodied", "Electricity USD", "Of jobs", "Chip-hours USD", "Water m3",
        ]);
        foreach (var each in summary.DataCenters)
        {
            rows.AddRow([Markup.Escape(each.Name), .. Cells(each.Carbon, each.Cost, each.Energy)]);
        }

        if (summary.DataCenters.Count > 1)
        {
            rows.AddRow(["total", .. Cells(summary.Carbon, summary.Cost, summary.Energy)]);
        }

        return rows;
    }

    private static string[] Cells(CarbonSummary carbon, CostSummary cost, EnergySummary energy) =>
    [
        Number(carbon.LocationBasedKilograms / KilogramsPerTonne, 3), Number(carbon.MarketBasedKilograms / KilogramsPerTonne, 3),
        Number(carbon.JobLocationBasedKilograms / KilogramsPerTonne, 3), Number(carbon.EmbodiedKilograms / KilogramsPerTonne, 3),
        Number(cost.ElectricityUsd, 2), Number(cost.JobElectricityUsd, 2), Number(cost.JobChipUsd, 2),
        Number(energy.WaterLitres / LitresPerCubicMetre, 1),
    ];

    private static string Number(decimal? value, int digits) =>
        value is { } known ? known.ToString($"N{digits}", System.Globalization.CultureInfo.InvariantCulture) : "-";
}
