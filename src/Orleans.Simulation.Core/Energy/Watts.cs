using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>Electric power in whole milliwatts. The default value is zero.</summary>
/// <remarks>A milliwatt for a microsecond is exactly a nanojoule, so energy is an exact integral of power.</remarks>
/// <param name="Milliwatts">Power in milliwatts; a gigawatt is 10^12, well inside 64 bits.</param>
public readonly record struct Watts(long Milliwatts)
{
    /// <summary>The value in watts, for tables.</summary>
    public double Value => Milliwatts / 1000.0;

    /// <summary>Makes a power from whole watts.</summary>
    public static Watts FromWatts(long watts) => new(watts * 1000);

    /// <summary>The sum of two powers.</summary>
    public static Watts operator +(Watts left, Watts right) => new(left.Milliwatts + right.Milliwatts);

    /// <summary>The difference of two powers.</summary>
    public static Watts operator -(Watts left, Watts right) => new(left.Milliwatts - right.Milliwatts);

    /// <summary>The power of several equal consumers.</summary>
    public static Watts operator *(Watts power, long count) => new(power.Milliwatts * count);

    /// <summary>The energy that a power turns over in a duration: exact.</summary>
    public static Joules operator *(Watts power, VirtualDuration duration) =>
        new(Math.BigMul(power.Milliwatts, duration.Microseconds));

    /// <inheritdoc/>
    public override string ToString() => $"{Value} W";
}
