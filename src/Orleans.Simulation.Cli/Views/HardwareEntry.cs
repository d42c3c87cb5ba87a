using Orleans.Simulation.Scenarios.Catalog;

namespace Orleans.Simulation.Cli.Views;

/// <summary>A chip or rack type with its figures.</summary>
/// <param name="Kind">What it is: <c>chip</c> or <c>rack</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, in a few words.</param>
/// <param name="Chip">Chip type of a rack; null for a chip.</param>
/// <param name="Figures">Its figures.</param>
internal sealed record HardwareEntry(
    string Kind,
    string Name,
    string Description,
    string? Chip,
    IReadOnlyList<HardwareFigure> Figures)
{
    /// <summary>All types: chips, then racks, each by name.</summary>
    public static IReadOnlyList<HardwareEntry> All(HardwareCatalog catalog) =>
    [
        .. catalog.ChipTypes.Values.Select(chip =>
            new HardwareEntry("chip", chip.Name, chip.Description, Chip: null, HardwareFigures.Of(chip))),
        .. catalog.RackTypes.Values.Select(rack =>
            new HardwareEntry("rack", rack.Name, rack.Description, rack.Chip, HardwareFigures.Of(rack))),
    ];

    /// <summary>A type by its name, a chip before a rack; null: there is none.</summary>
    public static HardwareEntry? Find(HardwareCatalog catalog, string name) =>
        All(catalog).FirstOrDefault(entry => entry.Name == name);

    /// <summary>The type itself and, of a chip, the racks that hold it.</summary>
    public IEnumerable<HardwareEntry> WithRacks(HardwareCatalog catalog) =>
        [this, .. All(catalog).Where(entry => Kind == "chip" && entry.Chip == Name)];

    /// <summary>The figure with a key; null: there is none.</summary>
    public HardwareFigure? Find(string key) => Figures.FirstOrDefault(figure => figure.Key == key);
}
