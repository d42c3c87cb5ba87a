using System.Globalization;

namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>Text of the form number, optional blank, unit: <c>1.5h</c>, <c>500 W</c>.</summary>
internal static class UnitText
{
    // Far beyond every bound of the product, and small enough that no conversion overflows a decimal.
    private const decimal MaxNumber = 1e15m;

    /// <summary>Splits text into its number and its unit; false when the number cannot be read. The unit may be empty.</summary>
    public static bool TrySplit(string text, out decimal number, out string unit)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-'))
        {
            end++;
        }

        unit = text[end..].TrimStart(' ');
        return TryNumber(text[..end], out number);
    }

    /// <summary>Reads a plain decimal number without an exponent.</summary>
    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number)
        && Math.Abs(number) <= MaxNumber;

    /// <summary>Reads a number in one of several units as a whole number of the smallest.</summary>
    /// <returns>False when the unit is not known or the number is not whole in the smallest unit.</returns>
    public static bool TryConvert(string text, IReadOnlyDictionary<string, decimal> units, out decimal value)
    {
        value = 0;
        if (!TrySplit(text, out var number, out var unit) || !units.TryGetValue(unit, out var factor))
        {
            return false;
        }

        value = number * factor;
        return value == decimal.Truncate(value);
    }
}
