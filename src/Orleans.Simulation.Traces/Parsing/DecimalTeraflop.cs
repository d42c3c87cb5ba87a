namespace Orleans.Simulation.Traces.Parsing;

/// <summary>Floating-point operations in text, in TFLOP; become whole FLOP without any rounding.</summary>
internal static class DecimalTeraflop
{
    /// <summary>The largest number accepted, 10^16 TFLOP: <see cref="Core.Jobs.ModelFlops.MaxStated"/>.</summary>
    public const long Max = 10_000_000_000_000_000;

    private const int FractionDigits = 12;

    /// <summary>Reads digits with an optional fraction, such as <c>2500</c> or <c>0.001</c>.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <param name="flop">The FLOP; zero when there is an issue.</param>
    /// <returns>The rule that the text breaks, to complete "must be"; null when it breaks none.</returns>
    public static string? Parse(ReadOnlySpan<char> text, out Int128 flop)
    {
        flop = 0;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        if (!IsDigits(whole) || !IsDigits(fraction))
        {
            return "a number of TFLOP in decimal notation, greater than 0";
        }

        var digits = fraction.TrimEnd('0');
        if (digits.Length > FractionDigits)
        {
            return $"in whole FLOP: at most {FractionDigits} digits after the point, apart from zeros";
        }

        if (!long.TryParse(whole, out var teraflop) || teraflop > Max || (teraflop == Max && !digits.IsEmpty))
        {
            return $"at most {Max} TFLOP";
        }

        var value = (Int128)teraflop;
        for (var digit = 0; digit < FractionDigits; digit++)
        {
            value = (value * 10) + (digit < digits.Length ? digits[digit] - '0' : 0);
        }

        flop = value;
        return value > 0 ? null : "greater than 0 TFLOP";
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
