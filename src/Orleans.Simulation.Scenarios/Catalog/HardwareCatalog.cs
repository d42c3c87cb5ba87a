using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Validation;
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
        return BuiltIn.With(scenario.ChipTypes, scenario.RackTypes);
    }

    /// <summary>
    /// Whether a rack type or its chip type is based on one that is not known: what it lacks says nothing about a scenario.
    /// </summary>
    /// <param name="rack">Name of a rack type.</param>
    internal bool LacksBase(string rack) => RackTypes.GetValueOrDefault(rack) is { } type
        && (type.LacksBase || ChipTypes.GetValueOrDefault(type.Chip) is { LacksBase: true });

    /// <summary>The types of a document that has nothing else and, for all other names, those that ship.</summary>
    /// <exception cref="InvalidInputException">Carries every issue with its place.</exception>
    internal static HardwareCatalog Of(ScenarioNode root)
    {
        var record = new BindingRecord();
        var (chips, racks) = Bind(root, new HardwareBinder(BuiltIn), record);
        var catalog = BuiltIn.With(chips, racks);
        var issues = ChipTypeValidator.Validate(chips, Enum.GetValues<JobActivity>()).Concat(RackTypeValidator.Validate(racks, catalog))
            .Where(issue => !record.MayEcho(issue.Where))
            .Select(issue => NodeLocator.Locate(root, issue));
        IReadOnlyList<InputIssue> all = [.. record.All, .. issues];
        return all.Count == 0 ? catalog : throw new InvalidInputException(all);
    }

    private HardwareCatalog With(
        IReadOnlyDictionary<string, ChipTypeSpec> chips,
        IReadOnlyDictionary<string, RackTypeSpec> racks) =>
        new(Merge(ChipTypes, chips), Merge(RackTypes, racks));

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
        var hardware = EmbeddedText.All("Catalog")
            .Where(each => each.Name is not (References.FileName or RegionCatalog.FileName));
        foreach (var (name, text) in hardware)
        {
            catalog = Add(catalog, name, text);
        }

        var issues = ChipTypeValidator.Validate(catalog.ChipTypes, Enum.GetValues<JobActivity>()).ToList();
        return issues.Count == 0 ? catalog : throw Broken(issues);
    }

    private static HardwareCatalog Add(HardwareCatalog catalog, string file, string text)
    {
        var (root, problems) = YamlDocumentReader.Read(text, file);
        if (root is null || problems.Count > 0)
        {
            throw Broken(problems);
        }

        var record = new BindingRecord();
        var (chips, racks) = Bind(root, new HardwareBinder(catalog, needsPower: false), record);
        return record.All.Count == 0 ? catalog.With(chips, racks) : throw Broken(record.All);
    }

    private static (IReadOnlyDictionary<string, ChipTypeSpec> Chips, IReadOnlyDictionary<string, RackTypeSpec> Racks) Bind(
        ScenarioNode root,
        HardwareBinder binder,
        BindingRecord record)
    {
        var document = MappingBinder.Open(root, string.Empty, record);
        var types = (binder.ChipTypes(document.Mapping("chipTypes")), binder.RackTypes(document.Mapping("rackTypes")));
        document.Close();
        return types;
    }

    // Not the user's fault: the shipped data is part of the program.
    private static InvalidOperationException Broken(IReadOnlyList<InputIssue> issues) =>
        new($"The shipped hardware catalog is broken: {string.Join(Environment.NewLine, issues)}");
}
