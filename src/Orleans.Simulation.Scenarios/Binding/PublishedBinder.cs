using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds the section of published figures.</summary>
internal static class PublishedBinder
{
    private static readonly ScalarFormat<decimal> Value = ScalarFormats.Number(0, PublishedSpec.MaxValue);

    private static readonly ScalarFormat<string> Source = ScalarFormats.Saying("where the figure is published");

    private static readonly ScalarFormat<string> Name = ScalarFormats.Text with
    {
        Expected = $"one of {string.Join(", ", FigureKind.All.Select(figure => figure.Name))}",
    };

    /// <summary>Binds the section.</summary>
    /// <param name="document">What it is a part of.</param>
    public static IReadOnlyList<PublishedSpec> Published(MappingBinder document) =>
        document.Mappings("published", PublishedSpec.MaxFigures, Figure) ?? [];

    private static PublishedSpec Figure(MappingBinder section)
    {
        var published = new PublishedSpec
        {
            Figure = section.Required("figure", Name, string.Empty),
            Value = section.Required("value", Value, 0m),
            Low = section.Maybe("low", Value),
            High = section.Maybe("high", Value),
            Source = section.Required("source", Source, string.Empty),
            Note = section.Optional("note", ScalarFormats.Text, string.Empty),
        };
        section.Close();
        return published;
    }
}
