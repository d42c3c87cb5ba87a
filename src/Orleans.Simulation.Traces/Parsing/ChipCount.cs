namespace Orleans.Simulation.Traces.Parsing;

/// <summary>A number of chips in text.</summary>
public static class ChipCount
{
    /// <summary>Reads a whole number; a fraction of zeros is allowed, as tools write it that turn columns into floats.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="chips">The value; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(ReadOnlySpan<char> text, out int chips)
    {
        var point = text.IndexOf('.');
        var wholeText = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        chips = 0;
        if (fraction.IsEmpty
            || fraction.ContainsAnyExcept('0')
            || wholeText.IsEmpty
            || wholeText.TrimStart('-').ContainsAnyExceptInRange('0', '9')
            || wholeText.LastIndexOf('-') > 0
            || wholeText is "-")
        {
            return "a whole number of chips";
        }

        if (!int.TryParse(wholeText, out var value) || value < 1)
        {
            return $"1 to {int.MaxValue} chips";
        }

        chips = value;
        return null;
    }
}
