namespace Orleans.Simulation.Traces.Parsing;

/// <summary>A number of things in text.</summary>
internal static class WholeNumber
{
    /// <summary>Reads a whole number; a fraction of zeros is allowed, as tools write it that turn columns into floats.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="things">What is counted, in messages: "chips".</param>
    /// <param name="most">The largest number; the smallest is 1.</param>
    /// <param name="count">The value; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(ReadOnlySpan<char> text, string things, long most, out long count)
    {
        var point = text.IndexOf('.');
        var wholeText = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        count = 0;
        if (fraction.IsEmpty
            || fraction.ContainsAnyExcept('0')
            || wholeText.IsEmpty
            || wholeText.TrimStart('-').ContainsAnyExceptInRange('0', '9')
            || wholeText.LastIndexOf('-') > 0
            || wholeText is "-")
        {
            return $"a whole number of {things}";
        }

        if (!long.TryParse(wholeText, out var value) || value < 1 || value > most)
        {
            return $"1 to {most} {things}";
        }

        count = value;
        return null;
    }
}
