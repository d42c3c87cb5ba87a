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
        var issue = WholeNumber.Parse(text, "chips", int.MaxValue, out var count);
        chips = (int)count;
        return issue;
    }
}
