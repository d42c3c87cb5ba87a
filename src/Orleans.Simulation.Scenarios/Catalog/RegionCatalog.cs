using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>The regions that ship with the product: YAML data with the source of each value.</summary>
public static class RegionCatalog
{
    /// <summary>Name of the embedded text that holds them, beside those of the hardware.</summary>
    internal const string FileName = "regions";

    private static readonly Lazy<IReadOnlyDictionary<string, RegionSpec>> Shipped =
        new(() => ShippedItems.Read(FileName, SiteBinder.Region));

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
}
