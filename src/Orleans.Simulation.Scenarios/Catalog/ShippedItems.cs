using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Yaml;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>Reads a text of the catalog that is one mapping of named items.</summary>
internal static class ShippedItems
{
    /// <summary>The items in the order of their names.</summary>
    /// <typeparam name="T">Type of an item.</typeparam>
    /// <param name="name">Name of the text, and of the key that all items are below.</param>
    /// <param name="bind">Binds and closes the section of an item, whose name is the second.</param>
    /// <exception cref="InvalidOperationException">The text is broken, which is no fault of the user.</exception>
    public static IReadOnlyDictionary<string, T> Read<T>(string name, Func<MappingBinder, string, T> bind)
    {
        var text = EmbeddedText.All("Catalog").Single(each => each.Name == name).Text;
        var (root, problems) = YamlDocumentReader.Read(text, name);
        var record = new BindingRecord();
        var items = new SortedDictionary<string, T>(StringComparer.Ordinal);
        if (root is not null)
        {
            var document = MappingBinder.Open(root, string.Empty, record);
            var section = document.RequiredMapping(name);
            foreach (var item in section.Keys.ToList())
            {
                items[item] = bind(section.RequiredMapping(item), item);
            }

            document.Close();
        }

        return problems.Count == 0 && record.All.Count == 0
            ? items
            : throw new InvalidOperationException(
                $"The shipped {name} are broken: {string.Join(Environment.NewLine, problems.Concat(record.All))}");
    }
}
