using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>The form of result documents: camel case, indented by two, LF, a final newline, names left readable.</summary>
public static class ResultJson
{
    /// <summary>Options that write result documents, and read them back.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        // The documents are files, not parts of a web page: text stays as the user wrote it.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a document.</summary>
    /// <typeparam name="T">Type of the document.</typeparam>
    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Options) + "\n";
}
