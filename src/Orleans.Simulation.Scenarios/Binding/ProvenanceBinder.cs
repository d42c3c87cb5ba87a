using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds the section that says where values come from.</summary>
internal static class ProvenanceBinder
{
    private const string Section = "provenance";

    // Figures of the hardware and published ones carry their own source.
    private static readonly string[] OtherSections = [Section, "published", "chipTypes", "rackTypes"];

    private static readonly ScalarFormat<string> Path =
        ScalarFormats.Saying("the path of a value, such as fleet.dataCenters[0].share");

    private static readonly ScalarFormat<string> Source = ScalarFormats.Saying("where the values come from");

    /// <summary>Binds the section.</summary>
    /// <param name="document">What it is a part of.</param>
    public static IReadOnlyList<ProvenanceSpec> Provenance(MappingBinder document) =>
        document.Mappings(Section, ProvenanceSpec.MaxEntries, Entry) ?? [];

    /// <summary>Finds the paths that lead nowhere, in a document before and after its overrides.</summary>
    public static IEnumerable<InputIssue> Check(Scenario scenario, ScenarioNode original, ScenarioNode root)
    {
        foreach (var (index, entry) in scenario.Provenance.Index())
        {
            // A value that an override took away needs no provenance, but that is no mistake.
            foreach (var path in entry.Values.Where(path => path.Length > 0))
            {
                var known = NodeLocator.Resolve(root, path) ?? NodeLocator.Resolve(original, path);
                if (known is null || OtherSections.Any(section => NodePath.Covers(section, known)))
                {
                    yield return NodeLocator.Locate(
                        root,
                        new InputIssue(
                            $"{Section}[{index}].values",
                            ScalarNode.Quote(path),
                            "the path of a value that this scenario gives, such as fleet.dataCenters[0].rack; "
                            + "hardware and published figures have sources of their own"));
                }
            }
        }
    }

    private static ProvenanceSpec Entry(MappingBinder section)
    {
        if (!section.Has("values"))
        {
            section.Required("values", Path, string.Empty);
        }

        var source = section.Required("source", Source, string.Empty);
        var entry = new ProvenanceSpec
        {
            Values = section.TextOrTexts("values", ProvenanceSpec.MaxEntries, Path),
            Source = source,
            Confidence = section.ConfidenceIn(source),
            Note = section.Optional("note", ScalarFormats.Text, string.Empty),
        };
        section.Close();
        return entry;
    }
}
