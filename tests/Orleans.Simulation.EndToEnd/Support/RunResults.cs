using System.Text.Json;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A folder of results, read by nothing but a JSON parser and a split at commas.</summary>
public sealed class RunResults(string folder)
{
    private readonly Lazy<JsonElement> _summary = new(() => Read(folder, "summary.json"));
    private readonly Lazy<JsonElement> _performance = new(() => Read(folder, "performance.json"));

    /// <summary>summary.json.</summary>
    public JsonElement Summary => _summary.Value;

    /// <summary>performance.json.</summary>
    public JsonElement Performance => _performance.Value;

    /// <summary>summary.json to the byte.</summary>
    public string SummaryText => File.ReadAllText(Path.Combine(folder, "summary.json"));

    /// <summary>The fingerprint of the results.</summary>
    public string Hash => Summary.At("resultHash").GetString()!;

    /// <summary>The seconds at which the run ended.</summary>
    public decimal End => Summary.At("endSeconds").GetDecimal();

    /// <summary>A table that was written as CSV.</summary>
    public CsvTable Table(string name) => CsvTable.Read(Path.Combine(folder, $"{name}.csv"));

    private static JsonElement Read(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));
        return document.RootElement.Clone();
    }
}
