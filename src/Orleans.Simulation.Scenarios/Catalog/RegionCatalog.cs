using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>The regions that ship with the product: YAML data with the source of each value.</summary>
public static class RegionCatalog
{
    /// <summary>Name of the embedded text that holds them, beside those of the hardware.</summary>
    internal const string FileName = "regions";

    private static readonly Lazy<IReadOnlyDictionary<string, RegionSpec>> Shipped = new(Read);

    /// <summary>The regions in the order of their names.</summary>
    public static IReadOnlyDictionary<string, RegionSpec> All => Shipped.Value;

    /// <summary>The figures of a region.</summary>
    public static IReadOnlyList<HardwareFigure> FiguresOf(RegionSpec region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return
        [
            HardwareFigure.Of("pue", "facility over IT power", region.Pue, determinesResults: true),
            HardwareFigure.Of("carbon", "carbon intensity", region.Carbon, determinesResults: true),
            HardwareFigure.Of("carbonFree", "carbon-free share", region.CarbonFree, determinesResults: true),
            HardwareFigure.Of("price", "price of electricity", region.Price, determinesResults: true),
            HardwareFigure.Of("water", "water usage effectiveness", region.Water, determinesResults: true),
        ];
    }

    private static SortedDictionary<string, RegionSpec> Read()
    {
        var text = EmbeddedText.All("Catalog").Single(each => each.Name == FileName).Text;
        var (root, problems) = YamlDocumentReader.Read(text, FileName);
        var record = new BindingRecord();
        var regions = new SortedDictionary<string, RegionSpec>(StringComparer.Ordinal);
        if (root is not null)
        {
            var document = MappingBinder.Open(root, string.Empty, record);
            var section = document.RequiredMapping("regions");
            foreach (var name in section.Keys.ToList())
            {
                regions[name] = SiteBinder.Region(section.RequiredMapping(name), name);
            }

            document.Close();
        }

        // Not the user's fault: the shipped data is part of the program.
        return problems.Count == 0 && record.All.Count == 0
            ? regions
            : throw new InvalidOperationException(
                $"The shipped regions are broken: {string.Join(Environment.NewLine, problems.Concat(record.All))}");
    }
}
