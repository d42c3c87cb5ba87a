using System.Globalization;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>A share of hosts in text.</summary>
internal static class Intensity
{
    private const NumberStyles Notation =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number in (0, 1], also with an exponent, as tools write small ones.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="partsPerMillion">The share in parts per million, rounded up; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    /// <remarks>Decimal, not binary: 0.07 becomes 70,000 and not 70,001. Less than 10^-28 counts as 0.</remarks>
    public static string? Parse(string text, out int partsPerMillion)
    {
        partsPerMillion = 0;
        if (!decimal.TryParse(text, Notation, CultureInfo.InvariantCulture, out var share) || share is <= 0 or > 1)
        {
            return "a share of the hosts in decimal notation, greater than 0 and at most 1";
        }

        partsPerMillion = (int)decimal.Ceiling(share * HostFraction.AllHosts);
        return null;
    }
}
