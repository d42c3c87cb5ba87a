using System.Globalization;

namespace Orleans.Simulation.Traces.Parsing;

/// <summary>A share of a whole in text, in whole millionths.</summary>
internal static class DecimalShare
{
    private const int Whole = 1_000_000;

    /// <summary>Reads a number in (0, 1], such as <c>0.43</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="partsPerMillion">The share in parts per million; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(ReadOnlySpan<char> text, out int partsPerMillion)
    {
        partsPerMillion = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)
            || share is <= 0 or > 1
            || !decimal.IsInteger(share * Whole))
        {
            return "a share in decimal notation, greater than 0 and at most 1, with at most 6 digits after the point";
        }

        partsPerMillion = (int)(share * Whole);
        return null;
    }
}
