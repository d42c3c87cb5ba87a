using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what the energy of a run went to, in parts that add up to that of the facility; for each data center and in total.</summary>
internal static class EnergyView
{
    private static readonly (string Name, Func<EnergyParts, EnergyPart> Part)[] Columns =
    [
        ("Chips", parts => parts.Chips), ("Hosts", parts => parts.Hosts), ("Network", parts => parts.Network),
        ("Racks", parts => parts.Racks), ("Conversion", parts => parts.ConversionLoss), ("Cooling", parts => parts.Cooling),
    ];

    /// <summary>The table, without parts that there are in no data center.</summary>
    /// <param name="summary">The results.</param>
    /// <param name="table">Makes a table with columns.</param>
    public static Table Table(RunSummary summary, Func<string[], Table> table)
    {
        var shown = Columns.Where(column => column.Part(summary.Energy.Parts).Femtojoules != 0).ToList();
        var unit = ColumnUnit.Energy([summary.Energy.FacilityKilowattHours]);
        var rows = table([unit.Heading("Energy"), .. shown.Select(column => column.Name), "Facility"]);
        foreach (var each in summary.DataCenters)
        {
            AddRow(each.Name, each.Energy);
        }

        if (summary.DataCenters.Count > 1)
        {
            AddRow("total", summary.Energy);
        }

        return rows;

        void AddRow(string name, EnergySummary energy) => rows.AddRow(
        [
            Markup.Escape(name),
            .. shown.Select(column => unit.Text(column.Part(energy.Parts).KilowattHours, digits: 1)),
            unit.Text(energy.FacilityKilowattHours, digits: 1),
        ]);
    }
}
