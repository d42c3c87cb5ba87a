using System.Globalization;
using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Traces.Series;

/// <summary>Values of series as texts and numbers, in the unit in which they are published.</summary>
internal static class SeriesValue
{
    /// <summary>Micrograms in a gram, and nano-dollars a kilowatt-hour in a dollar a megawatt-hour.</summary>
    private const decimal Parts = 1_000_000;

    private const decimal MaxGrams = 10_000;
    private const decimal MaxDollars = 100_000;

    /// <summary>Reads a rate, rounded half to even to its smallest unit.</summary>
    /// <param name="kind">Carbon in g/kWh or a price in USD/MWh.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">Micrograms or nano-dollars a kilowatt-hour.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(RateKind kind, string text, out long value)
    {
        value = 0;
        var (low, high) = kind == RateKind.Carbon ? (0, MaxGrams) : (-MaxDollars, MaxDollars);
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) || number < low || number > high)
        {
            return kind == RateKind.Carbon
                ? $"a carbon intensity in g/kWh from 0 to {high}"
                : $"a price in USD/MWh from {low} to {high}";
        }

        value = (long)Math.Round(number * Parts, MidpointRounding.ToEven);
        return null;
    }
}
