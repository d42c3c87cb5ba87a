namespace Orleans.Simulation.Cli.Views;

/// <summary>
/// The unit in which columns of a table show powers or energies: of kilo, mega and giga the largest in which the largest amount is ten or
/// more, so that it has digits enough, or else kilo. Columns that are read side by side share one.
/// </summary>
internal sealed class ColumnUnit
{
    private const decimal Thousand = 1000;
    private const decimal Least = 10;

    private static readonly string[] Prefixes = ["k", "M", "G"];

    private readonly string _name;
    private readonly decimal _kilos = 1;

    private ColumnUnit(string unit, decimal largest)
    {
        var prefix = 0;
        while (prefix + 1 < Prefixes.Length && largest >= Least * Thousand * _kilos)
        {
            prefix++;
            _kilos *= Thousand;
        }

        _name = Prefixes[prefix] + unit;
    }

    /// <summary>The unit for powers.</summary>
    /// <param name="kilowatts">All that the columns show; null: nothing.</param>
    public static ColumnUnit Power(IEnumerable<decimal?> kilowatts) => new("W", Largest(kilowatts));

    /// <summary>The unit for energies.</summary>
    /// <param name="kilowattHours">All that the columns show; null: nothing.</param>
    public static ColumnUnit Energy(IEnumerable<decimal?> kilowattHours) => new("Wh", Largest(kilowattHours));

    /// <summary>The heading of a column.</summary>
    public string Heading(string what) => $"{what} {_name}";

    /// <summary>An amount; a dash stands for what there is not.</summary>
    /// <param name="kilos">In kilowatts or kilowatt-hours.</param>
    /// <param name="digits">Digits after the point.</param>
    public string Text(decimal? kilos, int digits = 2) =>
        kilos is { } known ? (known / _kilos).ToString($"N{digits}", System.Globalization.CultureInfo.InvariantCulture) : "-";

    private static decimal Largest(IEnumerable<decimal?> amounts) => amounts.Max(amount => Math.Abs(amount ?? 0));
}
