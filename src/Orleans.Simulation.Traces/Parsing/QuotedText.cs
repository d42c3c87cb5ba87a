using System.Text;

namespace Orleans.Simulation.Traces.Parsing;

/// <summary>A user's text in a message: in quotes, without control characters, cut when long.</summary>
internal static class QuotedText
{
    private const int MaxLength = 60;

    /// <summary>Quotes a text.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            if (char.IsControl(character))
            {
                quoted.Append($"\\u{(int)character:x4}");
            }
            else
            {
                quoted.Append(character);
            }
        }

        return quoted.Append(text.Length > MaxLength ? "…\"" : "\"").ToString();
    }
}
