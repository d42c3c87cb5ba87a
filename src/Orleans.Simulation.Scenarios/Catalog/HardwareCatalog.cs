using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>Chip and rack types by name.</summary>
/// <param name="ChipTypes">Chip types, in the order of their names.</param>
/// <param name="RackTypes">Rack types, in the order of their names.</param>
public sealed record HardwareCatalog(
    IReadOnlyDictionary<string, ChipTypeSpec> ChipTypes,
    IReadOnlyDictionary<string, RackTypeSpec> RackTypes)
{
    private static readonly Lazy<HardwareCatalog> Shipped = new(Read);

    /// <summary>The types that ship with the product: YAML data with the source of each value.</summary>
    public static HardwareCatalog BuiltIn => Shipped.Value;

    /// <summary>A catalog without types.</summary>
    internal static HardwareCatalog Empty { get; } = new(
        new SortedDictionary<string, ChipTypeSpec>(StringComparer.Ordinal),
        new SortedDictionary<string, RackTypeSpec>(StringComparer.Ordinal));

    /// <summary>The types that a scenario can use: its own and, for all other names, those that ship.</summary>
    /// <param name="scenario">The scenario.</param>
    public static HardwareCatalog For(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new HardwareCatalog(
            Merge(BuiltIn.ChipTypes, scenario.ChipTypes),
            Merge(BuiltIn.RackTypes, scenario.RackTypes));
    }

    private static SortedDictionary<string, T> Merge<T>(
        IReadOnlyDictionary<string, T> below,
        IReadOnlyDictionary<string, T> above)
    {
        var merged = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, type) in below.Concat(above))
        {
            merged[name] = type;
        }

        return merged;
    }

    private static HardwareCatalog Read()
    {
        var catalog = Empty;
        foreach (var (name, text) in EmbeddedText.All("Catalog"))
        {
            catalog = Add(catalog, name, text);
        }

        return catalog;
    }

    private static HardwareCatalog Add(HardwareCatalog catalog, string file, string text)
    {
        var (root, problems) = YamlDocumentReader.Read(text, file);
        if (root is null || problems.Count > 0)
        {
            throw Broken(problems);
        }

        var issues = new BindingIssues();
        var mapping = MappingBinder.Open(root, string.Empty, issues);
        var binder = new HardwareBinder(catalog);
        var chips = Merge(catalog.ChipTypes, binder.ChipTypes(mapping.Mapping("chipTypes")));
        var racks = Merge(catalog.RackTypes, binder.RackTypes(mapping.Mapping("rackTypes")));
        mapping.Close();
        return issues.All.Count == 0 ? new HardwareCatalog(chips, racks) : throw Broken(issues.All);
    }

    // Not the user's fault: the shipped data is part of the program.
    private static InvalidOperationException Broken(IReadOnlyList<InputIssue> issues) =>
        new($"The shipped hardware catalog is broken: {string.Join(Environment.NewLine, issues)}");
}
