using Orleans.Simulation.Core.Numerics;

namespace Orleans.Simulation.Core.Energy;

/// <summary>Energy in whole nanojoules. The default value is zero.</summary>
/// <remarks>64 bits of nanojoules overflow after 92 s of 100 MW, hence 128.</remarks>
/// <param name="Nanojoules">Energy in nanojoules.</param>
public readonly record struct Joules(Int128 Nanojoules)
{
    private const double NanojoulesPerKilowattHour = 3.6e15;

    /// <summary>The value in joules, for tables.</summary>
    public double Value => (double)Nanojoules / 1e9;

    /// <summary>The value in kilowatt-hours, for summaries.</summary>
    public double KilowattHours => (double)Nanojoules / NanojoulesPerKilowattHour;

    /// <summary>The sum of two energies.</summary>
    public static Joules operator +(Joules left, Joules right) => new(left.Nanojoules + right.Nanojoules);

    /// <summary>The difference of two energies.</summary>
    public static Joules operator -(Joules left, Joules right) => new(left.Nanojoules - right.Nanojoules);

    /// <summary>The energy of several that draw the same.</summary>
    public static Joules operator *(Joules energy, long count) => new(DeterministicMath.Product(energy.Nanojoules, count));

    /// <inheritdoc/>
    public override string ToString() => $"{Nanojoules} nJ";
}
