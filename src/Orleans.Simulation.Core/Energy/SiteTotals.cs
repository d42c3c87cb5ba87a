using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Energy;

/// <summary>
/// What IT energy comes to at its site: energy of the facility, carbon of the grid, cost of electricity. As a rate: the same for
/// each nanojoule of IT energy. The default value is zero.
/// </summary>
/// <remarks>
/// Sums of whole numbers: those over jobs, racks and data centers agree exactly, in whatever order they are taken. A gigawatt for
/// a hundred years at 10 kg/kWh is 3 * 10^37, a fifth of what 128 bits hold.
/// </remarks>
/// <param name="Facility">
/// Energy of the facility in femtojoules, as IT energy in nanojoules times the PUE in parts per million.
/// </param>
/// <param name="Carbon">
/// Location-based emissions: nanojoules of IT energy times micrograms of CO2-equivalent a kilowatt-hour; see
/// <see cref="UnitsPerKilogram"/>.
/// </param>
/// <param name="Cost">
/// Cost of electricity: nanojoules times nano-dollars (USD) a kilowatt-hour; see <see cref="UnitsPerDollar"/>. Below zero where
/// prices are.
/// </param>
public readonly record struct SiteTotals(Int128 Facility, Int128 Carbon, Int128 Cost)
{
    /// <summary>Femtojoules in a nanojoule.</summary>
    public const long FemtojoulesPerNanojoule = 1_000_000;

    /// <summary>Units of <see cref="Carbon"/> in a kilogram: 3.6 * 10^15 nJ/kWh times 10^9 ug/kg.</summary>
    public static Int128 UnitsPerKilogram => (Int128)3_600_000_000_000_000 * 1_000_000_000;

    /// <summary>Units of <see cref="Cost"/> in a US dollar: 3.6 * 10^15 nJ/kWh times 10^9 nUSD/USD.</summary>
    public static Int128 UnitsPerDollar => UnitsPerKilogram;

    /// <summary>The sum of two.</summary>
    public static SiteTotals operator +(SiteTotals left, SiteTotals right) =>
        new(left.Facility + right.Facility, left.Carbon + right.Carbon, left.Cost + right.Cost);

    /// <summary>The difference of two.</summary>
    public static SiteTotals operator -(SiteTotals left, SiteTotals right) =>
        new(left.Facility - right.Facility, left.Carbon - right.Carbon, left.Cost - right.Cost);

    /// <summary>A rate over time, or the integral of one times a power.</summary>
    public static SiteTotals operator *(SiteTotals rate, Int128 factor) =>
        new(
            DeterministicMath.Product(rate.Facility, factor),
            DeterministicMath.Product(rate.Carbon, factor),
            DeterministicMath.Product(rate.Cost, factor));
}
