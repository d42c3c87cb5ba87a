namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>What a model computes and how large it is, as users write that: <c>38 YFLOP</c>, <c>405B</c>, <c>15.6T</c>.</summary>
public static class FlopText
{
    /// <summary>What FLOPs must look like; completes "must be".</summary>
    public const string Expected =
        "floating-point operations with their unit (GFLOP, TFLOP, PFLOP, EFLOP, ZFLOP or YFLOP), above 0, at most 10000 YFLOP, "
        + "such as 2.5 ZFLOP";

    /// <summary>What a number of parameters or tokens must look like; completes "must be".</summary>
    public const string ExpectedCount = "a whole number, also with M (million), B (billion) or T (trillion), such as 405B";

    /// <summary>The most FLOPs of the median of a job: <see cref="Core.Jobs.ModelFlops.MaxStated"/>.</summary>
    public const decimal MaxFlop = 10_000_000_000_000_000_000_000_000_000m;

    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["GFLOP"] = 1_000_000_000m,
        ["TFLOP"] = 1_000_000_000_000m,
        ["PFLOP"] = 1_000_000_000_000_000m,
        ["EFLOP"] = 1_000_000_000_000_000_000m,
        ["ZFLOP"] = 1_000_000_000_000_000_000_000m,
        ["YFLOP"] = 1_000_000_000_000_000_000_000_000m,
    };

    private static readonly Dictionary<string, decimal> Multiples = new(StringComparer.Ordinal)
    {
        [string.Empty] = 1,
        ["M"] = 1_000_000m,
        ["B"] = 1_000_000_000m,
        ["T"] = 1_000_000_000_000m,
    };

    /// <summary>Reads FLOPs, exact to one, above zero up to <see cref="MaxFlop"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="flop">The FLOPs; zero when the text is none.</param>
    /// <returns>False when the text says no FLOPs, parts of one, none or too many.</returns>
    public static bool TryParse(string text, out decimal flop) => TryConvert(text, Units, MaxFlop, out flop);

    /// <summary>Reads a number of parameters or tokens, from 1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="count">The number; zero when the text is none.</param>
    /// <returns>False when the text is no whole number within the bounds.</returns>
    public static bool TryParseCount(string text, long most, out long count)
    {
        var valid = TryConvert(text, Multiples, most, out var value);
        count = (long)value;
        return valid;
    }

    private static bool TryConvert(string text, Dictionary<string, decimal> units, decimal most, out decimal value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = 0;

        // Compared before it is multiplied: the product could be more than a decimal holds.
        if (!UnitText.TrySplit(text, out var number, out var unit)
            || !units.TryGetValue(unit, out var factor)
            || number <= 0
            || number > most / factor
            || !decimal.IsInteger(number * factor))
        {
            return false;
        }

        value = number * factor;
        return true;
    }
}
